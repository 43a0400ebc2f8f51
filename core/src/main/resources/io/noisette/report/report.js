"use strict";
// Reads values off the charts under the pointer. The page is complete without it.
for (const chart of document.querySelectorAll("figure.chart")) {
  const svg = chart.querySelector("svg[data-box]");
  const readout = chart.querySelector(".readout");
  const numbers = (name) => svg.dataset[name].split(" ").map(Number);
  const [left, top, right, bottom] = numbers("box");
  const [firstStep, lastStep] = numbers("x");
  const [low, high] = numbers("y");
  const scale = svg.dataset.scale;
  const lines = [...svg.querySelectorAll("g[data-label]")].map((group) => ({
    label: group.dataset.label,
    points: [...group.querySelectorAll("polyline")].flatMap((line) =>
      line.getAttribute("points").split(" ").map((point) => point.split(",").map(Number))),
  }));
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "path");
  cursor.setAttribute("class", "cursor");

  const stepAt = (x) => Math.round(firstStep + ((x - left) / (right - left)) * (lastStep - firstStep));
  const valueAt = (y) => {
    const share = (bottom - y) / (bottom - top);
    return scale === "log" ? low * (high / low) ** share : low + share * (high - low);
  };
  const show = (value) => scale === "share"
    ? (100 * value).toFixed(1) + " %"
    : Math.abs(value) < 0.001 && value !== 0 ? value.toExponential(2)
    : value.toLocaleString("en", { maximumSignificantDigits: 4 });
  const nearest = (points, x) =>
    points.reduce((best, point) => Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best);

  const hide = () => { readout.style.display = "none"; cursor.remove(); };
  const move = (event) => {
    const area = svg.getBoundingClientRect();
    const x = ((event.clientX - area.left) / area.width) * svg.viewBox.baseVal.width;
    if (x < left - 4 || x > right + 4) { hide(); return; }
    const all = lines.filter((line) => line.points.length > 0);
    const at = nearest(all.map((line) => nearest(line.points, x)), x)[0];
    cursor.setAttribute("d", `M${at} ${top}V${bottom}`);
    svg.append(cursor);
    readout.textContent = [svg.dataset.along + " " + stepAt(at).toLocaleString("en")]
      .concat(all.map((line) => `${line.label}  ${show(valueAt(nearest(line.points, x)[1]))}`))
      .join("\n");
    readout.style.display = "block";
    const frame = chart.getBoundingClientRect();
    const along = event.clientX - frame.left;
    readout.style.top = area.top - frame.top + 8 + "px";
    readout.style.left = (along > frame.width / 2 ? along - readout.offsetWidth - 14 : along + 14) + "px";
  };
  svg.addEventListener("pointermove", move);
  svg.addEventListener("pointerdown", move);
  svg.addEventListener("pointerleave", hide);
}
document.documentElement.dataset.script = "ready";
