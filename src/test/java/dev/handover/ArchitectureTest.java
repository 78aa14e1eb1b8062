package dev.handover;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import dev.handover.facts.Outcome;
import dev.handover.template.TemplateFailure;
import org.apache.camel.RoutesBuilder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Which package may see which. */
@AnalyzeClasses(
        packages = "dev.handover",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.Written.class})
class ArchitectureTest {

    /** What the build generates (Handover__BeanDefinitions) is there after a first build, and knows everything. */
    static final class Written implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("__") && !location.contains("$$SpringCGLIB$$");
        }
    }

    private static final String OURS = "dev.handover..";

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("dev.handover.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule settingsKnowNoFeature = onlySees("dev.handover.settings");

    @ArchTest
    static final ArchRule digestsKnowNoFeature = onlySees("dev.handover.digest");

    @ArchTest
    static final ArchRule theEnvelopeKnowsNoFeature = onlySees("dev.handover.envelope");

    @ArchTest
    static final ArchRule theBrokerKnowsNoFeature = onlySees("dev.handover.broker", "dev.handover.settings");

    @ArchTest
    static final ArchRule theCallbackKnowsItsAnswersOnly =
            onlySees("dev.handover.callback", "dev.handover.envelope", "dev.handover.settings", "dev.handover.digest");

    @ArchTest
    static final ArchRule templatesKnowTheEventOnly =
            onlySees("dev.handover.template", "dev.handover.callback", "dev.handover.facts", "dev.handover.settings");

    @ArchTest
    static final ArchRule factsKnowTheEventOnly =
            onlySees("dev.handover.facts", "dev.handover.callback", "dev.handover.settings");

    @ArchTest
    static final ArchRule nobodyKnowsOpenIMsAPI = noClasses()
            .that().resideOutsideOfPackage("dev.handover.openim")
            .should().dependOnClassesThat().resideInAPackage("dev.handover.openim");

    @ArchTest
    static final ArchRule thePolicyKnowsTheEventOnly =
            onlySees("dev.handover.policy", "dev.handover.callback", "dev.handover.settings");

    @ArchTest
    static final ArchRule deliveryKnowsNoDestination = noClasses()
            .that().resideInAPackage("dev.handover.delivery")
            .should().dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage(
                            "dev.handover.delivery", "dev.handover.broker", "dev.handover.settings", "dev.handover.digest")))
                    .and(not(belongToAnyOf(TemplateFailure.class, Event.class, Facts.class, Outcome.class))));

    @ArchTest
    static final ArchRule destinationsDoNotKnowEachOther =
            slices().matching("dev.handover.(audit|email|slack)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule nothingBehindTheQueuesKnowsTheEdge = noClasses()
            .that().resideInAnyPackage("dev.handover.audit", "dev.handover.email", "dev.handover.slack", "dev.handover.delivery")
            .should().dependOnClassesThat().resideInAnyPackage("dev.handover.ingress", "dev.handover.envelope", "dev.handover.policy");

    @ArchTest
    static final ArchRule routesAreYaml = noClasses().should().beAssignableTo(RoutesBuilder.class);

    @ArchTest
    static final ArchRule commandsAloneUseTheCommandLine = noClasses()
            .that().resideOutsideOfPackage("dev.handover.command")
            .and().haveSimpleNameNotEndingWith("Command")
            .should().dependOnClassesThat().resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule theServerKnowsCommandsByOneClass = noClasses()
            .that().resideOutsideOfPackage("dev.handover.command").and().doNotBelongToAnyOf(Handover.class)
            .should().dependOnClassesThat().resideInAPackage("dev.handover.command");

    @ArchTest
    static final ArchRule settingsAreRecords =
            classes().that().areAnnotatedWith(ConfigurationProperties.class).should().beRecords();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields().should().beAnnotatedWith(Autowired.class);

    private static ArchRule onlySees(String seeing, String... seen) {
        return classes()
                .that().resideInAPackage(seeing)
                .should().onlyDependOnClassesThat(not(resideInAPackage(OURS))
                        .or(resideInAPackage(seeing))
                        .or(resideInAnyPackage(seen)));
    }
}
