package io.noisette.distillation.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.testing.RecordingConsole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays that nobody closes stay in native memory as long as the run. */
final class NativeArraysTest {

  @TempDir private Path directory;

  @Test
  void aValidationAndAStepLeaveNoArrays() throws Exception {
    SmallDataset small = new SmallDataset(directory.resolve("task"));
    DistillDatasetConfig config = small.config(directory.resolve("set"), Map.of("steps", 3));
    try (NDManager manager = Torch.newManager("cpu");
        SetData data = SetData.open(config, new RecordingConsole());
        DistilledSet set = DistilledSet.create(manager, data.description(), data.words(), 0.1);
        NDManager ofTable = manager.newSubManager()) {
      NDArray table = data.words().toArray(ofTable);
      NearestWords nearest = new NearestWords(manager, data.words(), table);
      NDManager ofSet = set.getRows().getManager();
      int before = ofSet.getManagedArrays().size();
      try (NDManager step = manager.newSubManager()) {
        set.toData(step);
        nearest.find(set.getRows());
      }
      assertEquals(List.of(table), ofTable.getManagedArrays());
      assertEquals(before, ofSet.getManagedArrays().size());
    }
  }

  @Test
  void aPretrainedEncoderIsInMemoryOnce() throws Exception {
    SmallDataset small = new SmallDataset(directory.resolve("task"));
    Path model = small.writeEncoder("encoder");
    Map<String, ?> changes =
        Map.of("words", model, "network", "encoder", "init", "fixed-pretrained");
    DistillDatasetConfig config = small.config(directory.resolve("set"), changes);
    try (NDManager manager = Torch.newManager("cpu");
        SetData data = SetData.open(config, new RecordingConsole());
        SetNetworks networks = SetNetworks.open(manager, data.description(), model.toString());
        NDManager owner = manager.newSubManager()) {
      List<NDArray> start = networks.getFixed(owner, 0);
      assertEquals(networks.getNetwork().getLayout().size(), start.size());
      assertEquals(start.size(), owner.getManagedArrays().size());
    }
  }
}
