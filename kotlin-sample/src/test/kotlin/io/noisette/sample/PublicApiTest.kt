package io.noisette.sample

import com.tngtech.archunit.ArchConfiguration
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.ImportOption
import io.noisette.report.ReportConfig
import java.lang.reflect.Executable
import java.lang.reflect.Member
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import org.jspecify.annotations.NullMarked
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What is unpleasant to call from Kotlin does not appear in the public classes of the published modules. */
class PublicApiTest {

    @Test
    fun `the classes of all published modules are looked at`() {
        val names = TYPES.map { it.name.removePrefix("io.noisette.") }
        assertTrue(names.containsAll(listOf("noising.spi.NoisingFunction", "noising.NoiseSpec", "engine.Torch", "evaluation.Evaluation", "bart.BartPreset", "sandwich.SandwichPreset")))
    }

    @Test
    fun `every package is null-marked`() {
        assertNone(TYPES.map { it.`package` }.filterNot { it.isAnnotationPresent(NullMarked::class.java) })
    }

    @Test
    fun `no name needs backticks or is that of an extension of Any`() {
        val named = (CALLS + TYPES.flatMap { it.fields.asList() }).filter { it.name in KEYWORDS + EXTENSIONS_OF_ANY }
        assertNone(named.filterNot { it.declaringClass == ReportConfig::class.java }) // the option is --run
        assertNone(TYPES.filter { it.simpleName in KEYWORDS })
    }

    @Test
    fun `a functional parameter of a method comes last`() {
        assertNone(METHODS.filter { m -> m.parameterTypes.any { it.isFunctional() } && !m.parameterTypes.last().isFunctional() })
    }

    @Test
    fun `no two overloads differ in functional types alone`() {
        val alike = CALLS.groupBy { call -> Triple(call.declaringClass, call.name, call.parameterTypes.map { it.unlessFunctional() }) }
        assertNone(alike.values.filter { it.size > 1 })
    }

    @Test
    fun `nothing is Optional`() {
        assertNone(CALLS.filter { "java.util.Optional" in it.signature() })
    }

    @Test
    fun `every type in a signature can be named by the caller`() {
        assertNone(CALLS.filter { call -> NOISETTE_TYPE.findAll(call.signature()).any { Class.forName(it.value).isOutOfReach() } })
    }

    @Test
    fun `what an object tells of itself is getX or isX, unless it is a record or a verb says that it works`() {
        val verbs = Regex("(get|is|has|to|build|close|count|find|list|load|measure|read|replicate|train|validate|with)([A-Z].*)?")
        val inherited = setOf("hashCode", "iterator", "out") // Console.out is called as System.out is
        assertNone(
            METHODS.filter { it.parameterCount == 0 && it.returnType != Void.TYPE && !Modifier.isStatic(it.modifiers) }
                .filterNot { it.declaringClass.isOfRecords() || it.declaringClass.isAnnotation || it.declaringClass.isRecordBuilder() }
                .filterNot { it.name in inherited || it.name.matches(verbs) })
    }

    private fun assertNone(found: Collection<Any>) = assertEquals("", found.distinct().joinToString("\n"))

    private companion object {
        val KEYWORDS = setOf("as", "fun", "in", "is", "object", "typealias", "typeof", "val", "var", "when")
        val EXTENSIONS_OF_ANY = setOf("also", "apply", "let", "run", "takeIf", "takeUnless", "to")
        val NOISETTE_TYPE = Regex("io\\.noisette\\.[\\w.$]+")

        val TYPES: List<Class<*>> by lazy {
            ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false)
            ClassFileImporter(listOf(ImportOption.DoNotIncludeTests()))
                .importPackages("io.noisette").map { it.reflect() }.filterNot { it.isOutOfReach() || it.isSynthetic }
        }

        /** Their package-info says that no promise is made for them. */
        val INTERNAL = setOf("io.noisette.model.layer", "io.noisette.model.training", "io.noisette.model.weights")

        val PROMISED by lazy { TYPES.filterNot { it.packageName in INTERNAL } }

        val METHODS: List<Method> by lazy { PROMISED.flatMap { it.declaredMethods.asList() }.filter { it.isCallable() } }

        val CALLS: List<Executable> by lazy { METHODS + PROMISED.flatMap { it.constructors.asList() } }

        /** The types of parameters and result, with what stands in their angle brackets. */
        fun Executable.signature() =
            (genericParameterTypes.asList() + listOfNotNull((this as? Method)?.genericReturnType)).joinToString { it.typeName }

        fun Member.isCallable() = Modifier.isPublic(modifiers) && !isSynthetic

        fun Class<*>.isOutOfReach(): Boolean = !Modifier.isPublic(modifiers) || enclosingClass?.isOutOfReach() ?: false

        fun Class<*>.isFunctional() = isAnnotationPresent(FunctionalInterface::class.java)

        fun Class<*>.unlessFunctional() = if (isFunctional()) FunctionalInterface::class.java else this

        /** A record, or what records implement with their components. */
        fun Class<*>.isOfRecords() = TYPES.any { it.isRecord && isAssignableFrom(it) }

        fun Class<*>.isRecordBuilder() = name.substringBefore('$').endsWith("Builder")
    }
}
