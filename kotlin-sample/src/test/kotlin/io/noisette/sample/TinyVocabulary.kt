package io.noisette.sample

import io.noisette.noising.spi.Vocabulary

/** A hundred ids, of which 4 is the mask and 2 the only piece that continues a word. */
object TinyVocabulary : Vocabulary {
    override fun getSize() = 100

    override fun getMaskId() = 4

    override fun isSpecial(id: Int) = id == maskId

    override fun isWordStart(id: Int) = id != 2
}
