// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A module uses only floors below its own: nn, then text and vectors, then classify, then cli. */
class FloorsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lector");

    @Test
    void aModuleUsesOnlyFloorsBelow() {
        for (String floor : new String[] {"nn", "text", "vectors", "classify", "cli"}) {
            assertThat(CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("dev.lector." + floor)))
                    .as("classes of " + floor)
                    .isTrue();
        }
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.lector..")
                .layer("nn")
                .definedBy("dev.lector.nn..")
                .optionalLayer("text")
                .definedBy("dev.lector.text..")
                .layer("vectors")
                .definedBy("dev.lector.vectors..")
                .optionalLayer("classify")
                .definedBy("dev.lector.classify..")
                .layer("cli")
                .definedBy("dev.lector.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("classify")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("text")
                .mayOnlyBeAccessedByLayers("classify", "cli")
                .whereLayer("vectors")
                .mayOnlyBeAccessedByLayers("classify", "cli")
                .check(CLASSES);
    }

    @Test
    void theEngineUsesTheJdkAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.lector.nn..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.lector.nn..", "java..", "jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void theVectorApiIsUsedInOneRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lector.nn.simd..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void theModulesHaveNoCycles() {
        slices().matching("dev.lector.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
