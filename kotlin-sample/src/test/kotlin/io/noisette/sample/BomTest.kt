package io.noisette.sample

import kotlin.io.path.Path
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** A module that is added is published with the others, or says that it is not. */
class BomTest {

    private val root = Path("..")

    @Test
    fun `the bill of materials has the published modules at their version`() {
        val modules = tags("module", root.resolve("pom.xml").readText().substringBefore("<profiles>")).filter { it != "bom" }
        val published = modules.filterNot { "<maven.install.skip>true" in root.resolve("$it/pom.xml").readText() }
        val bom = root.resolve("bom/pom.xml").readText()
        assertEquals(published.toSet(), tags("artifactId", bom.substringAfter("<dependencyManagement>")).toSet())
        assertEquals(tags("version", root.resolve("pom.xml").readText()).first(), tags("version", bom).first())
    }

    private fun tags(name: String, xml: String) = Regex("<$name>(.*?)</$name>").findAll(xml).map { it.groupValues[1] }.toList()
}
