package dev.flyball.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way: agent to adapters to core. */
@AnalyzeClasses(packages = "dev.flyball", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule coreKnowsNothingButJava = classes()
            .that()
            .resideInAPackage("dev.flyball.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.flyball.core..", "java..");

    @ArchTest
    static final ArchRule coreDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage("dev.flyball.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio..");

    @ArchTest
    static final ArchRule coreNeverAsksForTheTime = noClasses()
            .that()
            .resideInAPackage("dev.flyball.core..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule stagesOfTheLoopFormNoCycle =
            slices().matching("dev.flyball.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = slices().matching(
                    "dev.flyball.(kubernetes|sagemaker|prometheus)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule adaptersDoNotKnowTheAgent = noClasses()
            .that()
            .resideOutsideOfPackage("dev.flyball.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.flyball.agent..");
}
