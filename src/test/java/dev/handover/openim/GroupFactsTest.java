package dev.handover.openim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.OpenIMStub;
import dev.handover.SampleEvents;
import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import dev.handover.facts.Finding;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupFactsTest {

    private static final String TOKEN = "/auth/get_admin_token";
    private static final String GROUPS = "/group/get_groups_info";
    private static final String MEMBERS = "/group/get_group_member_list";
    private static final String USERS = "/user/get_users_info";
    private static final Event EVENT = SampleEvents.of("G1", "old", "new");

    private final OpenIMStub openim = new OpenIMStub();
    private Duration pause = Duration.ofSeconds(30);
    private Server server;
    private GroupFacts facts;

    @BeforeEach
    void opens() {
        openim.group("G1", "Design", "new:100:Ming", "ann:60:Ann", "x:20:X", "old:20:Zoë");
        facts = facts(OpenIMStub.SECRET, Duration.ofSeconds(3), 10_000);
    }

    @AfterEach
    void closes() {
        openim.close();
    }

    @Test
    void confirmsTheOnlyOwnerAndNamesEverybody() {
        Facts found = facts.about(EVENT);
        assertThat(found.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(found.finding()).isNull();
        assertThat(found.owners()).containsExactly("new");
        assertThat(found.group().name()).isEqualTo("Design");
        assertThat(found.group().memberCount()).isEqualTo(4);
        assertThat(found.group().faceURL()).isEqualTo("https://cdn.example.org/0.png");
        assertThat(found.newOwner()).isEqualTo(new Person("new", "Ming"));
        assertThat(found.oldOwner()).isEqualTo(new Person("old", "Zoë"));
        assertThat(found.leaders()).containsExactly(new Person("new", "Ming"), new Person("ann", "Ann"));
        assertThat(openim.calls(USERS)).as("members need no other question").isZero();
        assertThat(openim.operationIDs()).containsOnly("handover-" + EVENT.id());
    }

    @Test
    void namesAnOldOwnerWhoLeft() {
        openim.group("G1", "Design", "new:100:Ming").user("old", "Zoë");
        assertThat(facts.about(EVENT).oldOwner()).isEqualTo(new Person("old", "Zoë"));
        assertThat(facts.about(EVENT).oldOwner().nickname()).isEqualTo("Zoë");
        assertThat(openim.calls(USERS)).as("kept").isEqualTo(1);
    }

    @Test
    void keepsNamesAndAsksForOwnersEachTime() {
        facts.about(EVENT);
        openim.group("G1", "Renamed", "other:100:O", "new:20:Ming");
        Facts found = facts.about(EVENT);
        assertThat(found.group().name()).as("kept").isEqualTo("Design");
        assertThat(found.outcome()).isEqualTo(Outcome.CONTRADICTED);
        assertThat(openim.calls(MEMBERS)).isEqualTo(2);
    }

    @Test
    void readsEveryPageWhateverTheServersLargestIs() {
        List<String> members = new ArrayList<>(IntStream.range(0, 1200).mapToObj(i -> "u" + i + ":20:U").toList());
        members.add(700, "late:60:Late");
        members.add("new:100:Ming");
        openim.group("G1", "Large", members.toArray(String[]::new)).pagesOf(100);
        Facts found = facts.about(EVENT);
        assertThat(found.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(found.leaders()).extracting(Person::userID).containsExactly("new", "late");
    }

    @Test
    void boundsTheLeaders() {
        String[] members = Stream.concat(
                        IntStream.range(0, 300).mapToObj(i -> "a" + i + ":60:A"), Stream.of("new:100:Ming"))
                .toArray(String[]::new);
        openim.group("G1", "Many", members);
        assertThat(facts.about(EVENT).leaders()).hasSize(Facts.MOST_LEADERS).first().isEqualTo(new Person("new", "Ming"));
    }

    @Nested
    class Contradicts {

        @Test
        void whenSomebodyElseOwnsTheGroup() {
            openim.group("G1", "Design", "other:100:O", "new:60:Ming");
            assertContradicted(Finding.OTHER_OWNER, "other");
        }

        @Test
        void whenThereAreSeveralOwners() {
            openim.group("G1", "Design", "new:100:Ming", "old:100:Zoë");
            assertContradicted(Finding.SEVERAL_OWNERS, "new", "old");
        }

        @Test
        void whenNobodyOwnsTheGroup() {
            openim.group("G1", "Design", "new:60:Ming");
            assertContradicted(Finding.NO_OWNER);
        }

        @Test
        void whenTheGroupWasDismissedAfterItsNameWasKept() {
            facts.about(EVENT);
            openim.group("G1", "Design").with("G1", "status", 2);
            assertContradicted(Finding.DISMISSED);
        }

        @Test
        void whenOpenIMHasNoMembersForADismissedGroup() {
            openim.with("G1", "status", 2);
            openim.fail(MEMBERS, 1004);
            assertContradicted(Finding.DISMISSED);
        }

        @Test
        void whenThereIsNoSuchGroup() {
            Facts found = facts.about(SampleEvents.of("made up", "old", "new"));
            assertThat(found.finding()).isEqualTo(Finding.NO_SUCH_GROUP);
            assertThat(found.group().name()).isNull();
        }

        private void assertContradicted(Finding finding, String... owners) {
            Facts found = facts.about(EVENT);
            assertThat(found.outcome()).isEqualTo(Outcome.CONTRADICTED);
            assertThat(found.finding()).isEqualTo(finding);
            assertThat(found.owners()).containsExactly(owners);
        }
    }

    @Nested
    class DoesNotCheck {

        @Test
        void whenAPageFailsButTellsWhatItKnows() {
            openim.fail(MEMBERS, 500);
            openim.user("new", "Ming").user("old", "Zoë");
            Facts found = assertNotChecked();
            assertThat(found.group().name()).isEqualTo("Design");
            assertThat(found.newOwner().nickname()).isEqualTo("Ming");
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "{\"errCode\":0,\"data\":{\"total\":4,\"members\":[{\"userID\":\"new\",\"roleLevel\":100,\"nickname\":\"Ming\"}]}}",
            "{\"errCode\":0,\"data\":{\"members\":[{\"userID\":\"new\",\"roleLevel\":100}]}}",
            "{\"errCode\":0,\"data\":{\"total\":1,\"members\":[{\"userID\":\"new\",\"roleL",
            "{\"errCode\":0,\"data\":{\"total\":\"1\",\"members\":7}}",
            "{\"errCode\":0}", "{\"errCode\":\"0\"}", "[]", "null", "", "<html>"
        })
        void whenTheListIsNotWhole(String answer) {
            openim.answer(MEMBERS, 200, answer);
            assertNotChecked();
        }

        @Test
        void whenTheServerRedirectsOrFails() {
            openim.answer(MEMBERS, 302, "");
            assertNotChecked();
            openim.answer(MEMBERS, 503, "");
            assertNotChecked();
        }

        @Test
        void whenTheAnswerHasNoEnd() {
            openim.answer(MEMBERS, 200, " ".repeat(5 * 1024 * 1024));
            assertNotChecked();
        }

        @Test
        void whenTheGroupIsLargerThanWhatIsLookedAt() {
            facts = facts(OpenIMStub.SECRET, Duration.ofSeconds(3), 3);
            openim.pagesOf(1);
            Facts found = assertNotChecked();
            assertThat(found.leaders()).extracting(Person::userID).containsExactly("new", "ann");
        }

        @Test
        void whenTheSecretIsWrongAndDoesNotKeepAsking() {
            facts = facts("wrong", Duration.ofSeconds(3), 10_000);
            for (int i = 0; i < 20; i++) {
                assertNotChecked();
            }
            assertThat(openim.calls(TOKEN)).isLessThan(10);
            assertThat(server.state()).isEqualTo("open");
        }

        @ParameterizedTest
        @ValueSource(strings = {"drip", "hang"})
        void whenTheServerTakesTooLongAndThenAnswersAtOnce(String how) {
            facts = facts(OpenIMStub.SECRET, Duration.ofMillis(1200), 10_000);
            if (how.equals("drip")) {
                openim.drip(GROUPS);
            } else {
                openim.delay(GROUPS, 60_000);
            }
            long start = System.nanoTime();
            assertNotChecked();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            for (int i = 0; i < 4; i++) {
                facts.about(SampleEvents.of("G" + i, "old", "new"));
            }
            assertThat(server.state()).isEqualTo("open");
            int asked = openim.calls();
            assertThat(facts.about(EVENT).outcome()).isEqualTo(Outcome.NOT_CHECKED);
            assertThat(openim.calls()).isEqualTo(asked);
        }

        @Test
        void whenTheServerIsSlowEachTime() {
            openim.delay(MEMBERS, 1_050);
            for (int i = 0; i < 4; i++) {
                facts.about(EVENT);
            }
            assertThat(server.state()).isEqualTo("open");
            assertNotChecked();
        }

        @Test
        void whenNobodyListens() {
            openim.close();
            Facts found = facts.about(EVENT);
            assertThat(found.outcome()).isEqualTo(Outcome.NOT_CHECKED);
            assertThat(found.newOwner()).isEqualTo(new Person("new", null));
        }

        private Facts assertNotChecked() {
            Facts found = facts.about(EVENT);
            assertThat(found.outcome()).isEqualTo(Outcome.NOT_CHECKED);
            assertThat(found.finding()).isNull();
            assertThat(found.owners()).isEmpty();
            return found;
        }
    }

    @Nested
    class TheToken {

        @Test
        void isFetchedOnceByManyAtOnce() throws Exception {
            openim.delay(TOKEN, 200);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Facts>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    return facts.about(EVENT);
                }));
            }
            start.countDown();
            for (Future<Facts> each : all) {
                assertThat(each.get().outcome()).isEqualTo(Outcome.CONFIRMED);
            }
            threads.shutdown();
            assertThat(openim.calls(TOKEN)).isEqualTo(1);
        }

        @Test
        void isKeptUntilItIsRefusedAndThenFetchedOnce() {
            pause = Duration.ofMillis(1);
            facts = facts(OpenIMStub.SECRET, Duration.ofSeconds(3), 10_000);
            facts.about(EVENT);
            facts.about(EVENT);
            assertThat(openim.calls(TOKEN)).isEqualTo(1);
            openim.expireToken();
            assertThat(facts.about(EVENT).outcome()).isEqualTo(Outcome.CONFIRMED);
            assertThat(openim.calls(TOKEN)).isEqualTo(2);
            assertThat(openim.calls(MEMBERS)).as("the question was repeated").isEqualTo(4);
        }

        @Test
        void isNotFetchedForEachEventWhenTheServerRefusesEachOfThem() {
            openim.fail(GROUPS, 1503);
            openim.fail(MEMBERS, 1503);
            openim.fail(USERS, 1503);
            for (int i = 0; i < 10; i++) {
                assertThat(facts.about(EVENT).outcome()).isEqualTo(Outcome.NOT_CHECKED);
            }
            assertThat(openim.calls(TOKEN)).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"errCode\":0,\"data\":{}}", "{\"errCode\":0,\"data\":{\"token\":\"a\\r\\nb\"}}"})
        void isNotTakenWhenItIsNone(String answer) {
            openim.answer(TOKEN, 200, answer);
            assertThat(facts.about(EVENT).outcome()).isEqualTo(Outcome.NOT_CHECKED);
        }
    }

    @Test
    void takesHostileNamesAsTextOfBoundedLength() {
        String hostile = "<!channel>\r\n${7*7}\u202E" + "😀".repeat(10_000);
        openim.group("G1", hostile, "new:100:" + hostile).user("old", hostile).with("G1", "faceURL", "javascript:alert(1)");
        Facts found = facts.about(EVENT);
        for (String name : List.of(found.group().name(), found.newOwner().nickname(), found.oldOwner().nickname())) {
            assertThat(name).startsWith("<!channel>\r\n${7*7}\u202E").endsWith("😀…");
            assertThat(name.codePointCount(0, name.length())).isEqualTo(100);
        }
        assertThat(found.group().faceURL()).isNull();
        assertThat(Facts.of(found.json())).isEqualTo(found);
    }

    private GroupFacts facts(String secret, Duration timeout, int maxMembers) {
        OpenIMSettings settings = new OpenIMSettings(
                openim.url() + "/", OpenIMStub.ADMIN, secret, "", "", "", "", timeout, pause, Duration.ofMinutes(5), maxMembers);
        server = new Server("OpenIM's API", new HttpCalls(), settings.pause());
        return new GroupFacts(new GroupApi(settings, server), settings);
    }
}
