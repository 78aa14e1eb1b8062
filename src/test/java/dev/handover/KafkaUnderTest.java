package dev.handover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A Kafka broker, which takes nothing while a record may have one byte. */
final class KafkaUnderTest implements DestinationUnderTest {

    private static final String TOPIC = "transfers";

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, TOPIC);
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();
    private final KafkaConsumer<String, String> consumer;
    private final KafkaProducer<String, String> producer;

    KafkaUnderTest() {
        broker.afterPropertiesSet();
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString()), new StringSerializer(), new StringSerializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    List<String> settings() {
        return List.of("KAFKA_BROKERS=" + broker.getBrokersAsString(), "KAFKA_TOPIC=" + TOPIC);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void failForNow() {
        takeRecordsOf(1, false);
    }

    @Override
    public boolean refuse() {
        return false;
    }

    @Override
    public void recover() {
        takeRecordsOf(1_000_000, true);
    }

    @Override
    public long arrived(String eventID) {
        // A producer that gave up on a slow answer writes again what was written.
        return about(eventID).isEmpty() ? 0 : 1;
    }

    synchronized List<ConsumerRecord<String, String>> about(String eventID) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        return records.stream().filter(each -> each.value().contains(eventID)).toList();
    }

    /** The broker takes up a setting a moment later: a record that is no event shows when. */
    private void takeRecordsOf(int bytes, boolean taken) {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", "" + bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), List.of(set)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> takes("no event") == taken);
    }

    private boolean takes(String text) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(TOPIC, text)).get();
            return true;
        } catch (ExecutionException refused) {
            return false;
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
