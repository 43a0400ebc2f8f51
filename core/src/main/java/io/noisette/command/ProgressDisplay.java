package io.noisette.command;

/**
 * Progress display that redraws its view at the view's own interval, however often it is updated.
 */
final class ProgressDisplay implements Progress {

  /** One form of a progress display, such as a bar. */
  interface View {

    /** Returns the number of nanoseconds between two updates of the view. */
    long getPace();

    void show(Work work, String detail);

    void showEnd(Work work, String detail);
  }

  private final Work work;
  private final View view;
  private long nextShow;
  private String detail = "";
  private boolean closed;

  ProgressDisplay(Work work, View view) {
    this.work = work;
    this.view = view;
    this.nextShow = view.getPace();
  }

  @Override
  public synchronized void resume(long done) {
    work.resume(done);
  }

  @Override
  public synchronized void update(long done, String detail) {
    this.detail = detail;
    work.update(done);
    if (work.getNanos() >= nextShow && !closed) {
      nextShow = work.getNanos() + view.getPace();
      view.show(work, detail);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      view.showEnd(work, detail);
    }
  }
}
