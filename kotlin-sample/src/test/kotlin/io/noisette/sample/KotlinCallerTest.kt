package io.noisette.sample

import ai.djl.modality.Classifications.Classification
import io.noisette.bart.BartPreset
import io.noisette.bart.BartPretrainConfig
import io.noisette.bart.BartPretrainRecipe
import io.noisette.noise.TokenizerVocabulary
import io.noisette.classify.ClassifierInput
import io.noisette.classify.ClassifierModel
import io.noisette.command.LogConsole
import io.noisette.command.StopSignal
import io.noisette.corpus.Corpus
import io.noisette.corpus.PrepareCommand
import io.noisette.corpus.PrepareConfig
import io.noisette.engine.Torch
import io.noisette.failure.UsageException
import io.noisette.adversary.Adversary
import io.noisette.freelb.FinetunePreset
import io.noisette.freelb.FreeLbFinetuneConfig
import io.noisette.freelb.FreeLbFinetuneRecipe
import io.noisette.generate.InfillModel
import io.noisette.generate.TextInfiller
import io.noisette.generate.target.TargetSettings
import io.noisette.generate.target.TextToText
import io.noisette.generate.target.TextToTextModel
import io.noisette.model.bart.BartDirectory
import io.noisette.noising.Noise
import io.noisette.noising.NoiseCatalog
import io.noisette.noising.NoiseCompiler
import io.noisette.noising.NoiseKey
import io.noisette.noising.NoiseSpec
import io.noisette.noising.spi.NoisingFunction
import io.noisette.noising.spi.TokenizedDocument
import io.noisette.run.ModelPath
import io.noisette.run.RunRecord
import io.noisette.tokenizer.Tokenizer
import io.noisette.tokenizer.TokenizerTrainCommand
import io.noisette.tokenizer.TokenizerTrainConfig
import java.nio.file.Path
import java.util.Random
import kotlin.io.path.writeLines
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A tour of the API, compiled with -Werror and strict JSpecify: it breaks when the API turns unfriendly. */
class KotlinCallerTest {

    private val document = TokenizedDocument.of(intArrayOf(11, 12, 13), intArrayOf(0, 2))
    private val key = NoiseKey(1, 0, 0, 0, 0)

    private infix fun NoisingFunction.then(next: NoisingFunction) =
        NoisingFunction { document, random -> next.corrupt(corrupt(document, random), random) }

    @Test
    fun `a lambda is a noising function, and functions compose`() {
        val reverse = NoisingFunction { document, _ ->
            TokenizedDocument.of(document.toIds().reversedArray(), intArrayOf(0))
        }
        assertEquals(listOf(13, 12, 11), reverse.corrupt(document, Random(1)).toIds().toList())
        assertEquals(listOf(11, 12, 13), (reverse then reverse).corrupt(document, Random(1)).toIds().toList())
    }

    @Test
    fun `a spec is parsed, compiled and applied`() {
        val spec = NoiseSpec.parse("permute-sentences | mask-tokens(ratio=1)")
        assertEquals(listOf("permute-sentences", "mask-tokens"), spec.steps.map { it.name })
        val noise: Noise = NoiseCompiler.ofClassPath().compile(spec, TinyVocabulary)
        assertEquals(listOf(4, 4, 4), noise.corrupt(document, key).toIds().toList())
        assertEquals(spec, NoiseSpec.parse(noise.spec.toString()))
        val refused = assertThrows(IllegalArgumentException::class.java) { NoiseSpec.parse("infill(") }
        assertTrue(refused.message!!.contains("column"), refused.message)
    }

    @Test
    fun `the functions there are tell what they do`() {
        val catalog: NoiseCatalog = NoiseCompiler.ofClassPath().catalog
        assertTrue(catalog.entries.map { it.name }.containsAll(listOf("infill", "swap-words")))
    }

    @Test
    fun `a tokenizer turns text into ids and back`() {
        Tokenizer.load(tokenizer).use {
            val ids = it.encodeMarked("the <mask> sees")
            assertEquals("the<mask> sees", it.decode(ids))
            assertEquals(1, ids.count { id -> id == it.maskId })
            assertEquals(it.size, TokenizerVocabulary(it).size)
        }
    }

    @Test
    fun `a corpus knows what it holds`() {
        val held = Corpus.open(corpus).manifest
        assertEquals(LINES.toLong(), held.documents)
        assertTrue(held.tokens > held.sentences)
    }

    @Test
    fun `settings are copied with changes`() {
        val config = BartPretrainConfig.of(BartPreset.MINI).withNoise("infill").withTraining { it.steps(20) }
        val longer = config.with { it.validationTokens(100) }.withShape { it.dModel(64) }
        assertEquals("infill", longer.noise)
        assertEquals(20, longer.training.steps)
        assertEquals(64, longer.shape.dModel)
        val validation: Path? = longer.validation
        assertNull(validation)
    }

    @Test
    fun `a BART is trained and fills in gaps`(@TempDir directory: Path) {
        val run = directory.resolve("run")
        assertEquals(2, BartPretrainRecipe(tinyConfig(run), NoiseCompiler.ofClassPath(), console).train().step)
        assertEquals("bart-pretrain", RunRecord.read(run).verb)

        val text = "the cat <mask> a dog"
        val filled = TextInfiller.open(run, "cpu").use { it.infill(text, 2) }
        val served = InfillModel.load(run, "cpu", 2).use { model -> model.newPredictor().use { it.predict(text) } }
        assertEquals(filled, served)
        assertTrue(filled.first().score < 0)

        val settings = TargetSettings.NONE.with { it.beam(2).maxTokens(6) }
        val generated = TextToText.open(run, "cpu", settings) {}.use { it.generate("the cat sees a dog") }
        val predicted = TextToTextModel.load(run, "cpu", settings).use { model ->
            model.newPredictor().use { it.predict("the cat sees a dog") }
        }
        assertEquals(generated.first().text, predicted)

        Torch.newManager("cpu").use { manager ->
            BartDirectory(ModelPath.resolve(run)).read(manager).use { assertEquals(16, it.config.dModel) }
        }
    }

    @Test
    fun `a model is fine-tuned on a task and serves labels`(@TempDir directory: Path) {
        directory.resolve("train.tsv").writeLines(listOf("text\tmood") + List(8) { "the cat sees house $it\t" + if (it % 2 == 0) "good" else "bad" })
        val task = directory.resolve("mood.yaml")
        task.writeLines(listOf("text: text", "label: mood", "labels: [bad, good]", "train: train.tsv", "dev: train.tsv"))
        val pretrained = directory.resolve("pretrained")
        BartPretrainRecipe(tinyConfig(pretrained), NoiseCompiler.ofClassPath(), console).train()
        val config = FreeLbFinetuneConfig.of(task.toString(), directory, pretrained, FinetunePreset.NONE)
            .withSeeds(listOf(7L))
            .withAdversary { it.adversary(Adversary.FREELB).advSteps(2) }
            .withTraining { it.epochs(1).maxLength(32) }
            .withRuntime { it.output(directory.resolve("runs")) }
        val summary = FreeLbFinetuneRecipe(config, console).train()
        assertEquals("mood.acc", summary.metric)
        assertNull(summary.sd)
        val best = ClassifierModel.open(directory.resolve("runs/seed-7"), "cpu").use { model ->
            model.newPredictor().use { it.predict(ClassifierInput.of("the cat sees house 1")).best<Classification>() }
        }
        assertTrue(best.className in listOf("good", "bad"))
    }

    @Test
    fun `what is missing is told, not thrown as null`() {
        val config = BartPretrainConfig.of(BartPreset.TINY)
        val refused = assertThrows(UsageException::class.java) {
            BartPretrainRecipe(config, NoiseCompiler.ofClassPath(), console).train()
        }
        assertEquals("--output is missing: run directory for checkpoints and metrics", refused.message)
    }

    private fun tinyConfig(run: Path) =
        BartPretrainConfig.of(BartPreset.TINY)
            .withCorpus(corpus)
            .withShape { it.encoderLayers(1).decoderLayers(1).dModel(16).heads(2).ffnDim(32).maxPositions(64) }
            .withRuntime { it.output(run) }
            .withTraining { it.steps(2).tokensPerStep(200).warmupSteps(1) }

    companion object {
        private const val LINES = 40
        private val console = LogConsole()

        @TempDir
        @JvmStatic
        lateinit var directory: Path

        private val tokenizer get() = directory.resolve("tokenizer.json")
        private val corpus get() = directory.resolve("corpus")

        @BeforeAll
        @JvmStatic
        fun prepare() {
            val text = directory.resolve("text.txt")
            text.writeLines(List(LINES) { "the cat sees a dog and it runs. we sleep in house $it." })
            TokenizerTrainCommand().train(TokenizerTrainConfig(listOf(text), 290, tokenizer), console)
            PrepareCommand().prepare(PrepareConfig(listOf(text), tokenizer, corpus), console, StopSignal())
        }
    }
}
