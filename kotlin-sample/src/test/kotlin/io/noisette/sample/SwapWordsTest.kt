package io.noisette.sample

import io.noisette.noising.NoiseCompiler
import io.noisette.noising.NoiseKey
import io.noisette.noising.NoiseSpec
import io.noisette.noising.spi.TokenizedDocument
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** A plug-in written in Kotlin, found as any other. */
class SwapWordsTest {

    private val document = TokenizedDocument.of(intArrayOf(11, 12, 13, 14, 15), intArrayOf(0, 3))

    @Test
    fun `a service file makes it known to specs`() {
        assertEquals(listOf(11, 12, 13, 14, 15), swap("rate=0").toIds().toList())
        val swapped = swap("rate=1")
        assertArrayEquals(intArrayOf(12, 13, 11, 15, 14), swapped.toIds())
        assertEquals(3, swapped.getSentenceStart(1))
    }

    @Test
    fun `the same key gives the same order, with every token still there`() {
        val swapped = swap("rate=0.5")
        assertEquals(swapped, swap("rate=0.5"))
        assertEquals(document.toIds().toList(), swapped.toIds().sorted())
    }

    @Test
    fun `the documentation shows this file`() {
        val shown = Files.readString(Path.of("../docs/plugins.md")).substringAfter("```kotlin\n", "").substringBefore("```")
        assertEquals(Files.readString(Path.of("src/test/kotlin/io/noisette/sample/SwapWords.kt")), shown)
    }

    private fun swap(arguments: String): TokenizedDocument =
        NoiseCompiler.ofClassPath()
            .compile(NoiseSpec.parse("swap-words($arguments)"), TinyVocabulary)
            .corrupt(document, NoiseKey(1, 0, 0, 0, 0))
}
