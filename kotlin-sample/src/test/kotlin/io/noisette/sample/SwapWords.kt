package io.noisette.sample

import io.noisette.noising.spi.NoiseArguments
import io.noisette.noising.spi.NoisingFunction
import io.noisette.noising.spi.NoisingFunctionFactory
import io.noisette.noising.spi.TokenizedDocument
import io.noisette.noising.spi.Vocabulary
import java.util.Collections

/** `swap-words(rate=0.1)`: swaps neighbouring tokens within their sentence. */
class SwapWords : NoisingFunctionFactory {
  override fun getName() = "swap-words"

  override fun create(arguments: NoiseArguments, vocabulary: Vocabulary): NoisingFunction {
    val rate = arguments.getProbability("rate", 0.1, "probability that two neighbours are swapped")
    return NoisingFunction { document, random ->
      val swapped = TokenizedDocument.builder(document.length)
      for (sentence in 0 until document.sentenceCount) {
        val start = document.getSentenceStart(sentence)
        val order = (start until document.getSentenceEnd(sentence)).toMutableList()
        for (i in 1 until order.size) {
          if (random.nextDouble() < rate) Collections.swap(order, i - 1, i)
        }
        swapped.startSentence()
        order.forEach { swapped.add(document.getId(it), document.isWordStart(it)) }
      }
      swapped.build()
    }
  }
}
