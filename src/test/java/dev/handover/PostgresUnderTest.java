package dev.handover;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A PostgreSQL with the table that the head of the file tells to make. */
final class PostgresUnderTest implements DestinationUnderTest {

    private static final String NO_TABLE = "42P01";

    private final EmbeddedPostgres postgres;

    PostgresUnderTest(Path file) throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        String head = Files.readAllLines(file).stream().takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(1).strip())
                .collect(Collectors.joining(" "));
        execute(head.substring(head.indexOf("CREATE TABLE"), head.indexOf(");") + 1));
    }

    List<String> settings() {
        return List.of(
                "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "spring.datasource.username=postgres",
                "spring.datasource.password=database" + ReceiversUnderTest.SECRET);
    }

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public void failForNow() {
        execute("ALTER TABLE ownership_transfers RENAME TO away");
    }

    @Override
    public boolean refuse() {
        execute("ALTER TABLE ownership_transfers ADD CONSTRAINT nothing CHECK (false) NOT VALID");
        return true;
    }

    @Override
    public void recover() {
        execute("ALTER TABLE IF EXISTS away RENAME TO ownership_transfers");
        execute("ALTER TABLE ownership_transfers DROP CONSTRAINT IF EXISTS nothing");
    }

    @Override
    public long arrived(String eventID) {
        return rows(eventID).size();
    }

    /** The group, the new owner and the outcome of each row of an event. */
    List<List<String>> rows(String eventID) {
        List<List<String>> rows = new java.util.ArrayList<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT group_id, new_owner, outcome FROM ownership_transfers WHERE id = cast(? AS uuid)")) {
            query.setString(1, eventID);
            ResultSet found = query.executeQuery();
            while (found.next()) {
                rows.add(List.of(found.getString(1), found.getString(2), found.getString(3)));
            }
            return rows;
        } catch (SQLException e) {
            if (e.getSQLState().equals(NO_TABLE)) {
                return rows;
            }
            throw new AssertionError(e);
        }
    }

    private void execute(String statement) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
