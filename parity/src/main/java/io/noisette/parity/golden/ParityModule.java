package io.noisette.parity.golden;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.model.ModelFamily;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ValueKind;
import io.noisette.parity.VerifyParityCommand;

/**
 * Guice module: registers the command {@code verify-parity} and the kinds of reference values that
 * it recomputes with the models and optimizers of {@code core}.
 */
public final class ParityModule extends OnceModule {

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("verify-parity")
        .to(VerifyParityCommand.class);
    bindParityKinds(MapBinder.newMapBinder(binder(), String.class, ParityKind.class));
    MapBinder.newMapBinder(binder(), String.class, ValueKind.class); // other modules add theirs
  }

  private static void bindParityKinds(MapBinder<String, ParityKind> kinds) {
    kinds.addBinding("bart-generation").to(BartGenerationParity.class);
    kinds.addBinding("bart-scoring").to(BartScoringParity.class);
    kinds.addBinding("schedules").to(SchedulesParity.class);
    // Lambdas, so that starting the program does not load libtorch.
    kinds
        .addBinding("bart-conditional-generation")
        .toInstance(golden -> new BartParity().compute(golden));
    kinds
        .addBinding("objective-masked-seq2seq")
        .toInstance(golden -> new BartParity().compute(golden));
    bindSingleStacks(kinds);
    kinds
        .addBinding("bart-training")
        .toInstance(golden -> new BartTrainingParity().compute(golden));
    kinds
        .addBinding("seq2seq-training")
        .toInstance(golden -> new Seq2SeqTrainingParity().compute(golden));
    kinds
        .addBinding("bart-translation")
        .toInstance(golden -> new Seq2SeqTrainingParity().compute(golden));
    kinds
        .addBinding("label-smoothing")
        .toInstance(golden -> new LabelSmoothingParity().compute(golden));
    for (ModelFamily family : ModelFamily.values()) {
      kinds
          .addBinding(family.getModelType() + "-sequence-classification")
          .toInstance(golden -> new ClassifierParity().compute(golden));
    }
    kinds
        .addBinding("bart-question-answering")
        .toInstance(golden -> new QuestionAnsweringParity().compute(golden));
    kinds.addBinding("bert-masked-lm").toInstance(golden -> new MaskedLmParity().compute(golden));
    kinds
        .addBinding("roberta-masked-lm")
        .toInstance(golden -> new MaskedLmParity().compute(golden));
    kinds.addBinding("optim-adamw").toInstance(golden -> new AdamWParity().compute(golden));
    kinds.addBinding("optim-nag").toInstance(golden -> new NagParity().compute(golden));
    kinds.addBinding("sandwich-lm").toInstance(golden -> new SandwichParity().compute(golden));
    kinds
        .addBinding("transformer-xl-attention")
        .toInstance(golden -> new RelativeAttentionParity().compute(golden));
    kinds.addBinding("gtrxl-gates").toInstance(golden -> new GatesParity().compute(golden));
  }

  private static void bindSingleStacks(MapBinder<String, ParityKind> kinds) {
    kinds
        .addBinding("objective-language-model")
        .toInstance(golden -> SingleStackParity.languageModel().compute(golden));
    kinds
        .addBinding("objective-masked-lm")
        .toInstance(golden -> SingleStackParity.maskedLm().compute(golden));
    kinds
        .addBinding("objective-multitask-masked-lm")
        .toInstance(golden -> SingleStackParity.multitaskMaskedLm().compute(golden));
    kinds
        .addBinding("objective-permuted-lm")
        .toInstance(golden -> SingleStackParity.permutedLm().compute(golden));
    kinds
        .addBinding("objective-prefix-scoring")
        .toInstance(golden -> new PrefixScoringParity().compute(golden));
    kinds
        .addBinding("objective-classification")
        .toInstance(golden -> new SingleStackHeadParity().compute(golden));
  }
}
