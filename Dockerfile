# syntax=docker/dockerfile:1
# An image of Handover: ./mvnw package, then docker build -t handover . docs/OPERATIONS.md says how to run it.
#
# For builds that can be repeated give the tags below a digest, and renew it with each update of Java.

FROM eclipse-temurin:21-jre AS layers
WORKDIR /build
COPY target/handover.jar handover.jar
# Taken apart, it starts faster. "lib" is left for jars of yours.
RUN ["java", "-Djarmode=tools", "-jar", "handover.jar", "extract", "--layers", "--libraries", "jars", "--destination", "layers"]

FROM eclipse-temurin:21-jre
LABEL org.opencontainers.image.title="Handover" \
      org.opencontainers.image.description="Takes OpenIM's group-owner callback and delivers it durably" \
      org.opencontainers.image.licenses="Apache-2.0"
# Owned by root, and not to be written by Handover, but for the data. Routes, application.yaml and recipients.yaml may be
# mounted here; those in the jar run without.
WORKDIR /handover
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY ops/jvm.options ./
# The classes as they are after a start, of this Java and in this folder: 117 MB more, and faster starts.
RUN --mount=type=bind,source=ops/archive,target=/tmp/archive ["/tmp/archive", "."]
RUN ["install", "-d", "-m", "0700", "-o", "10006", "-g", "10006", "/data"]
# The C library gives pieces of 128 KiB and more back at once: some 14 MB less after 150,000 events.
ENV DATA_DIR=/data MALLOC_MMAP_THRESHOLD_=131072
USER 10006:10006
# Must outlast the container: a callback that was answered is here.
VOLUME /data
EXPOSE 10006
# No HEALTHCHECK: it would start a Java or need a client in the image; who runs the container asks the management port.
# Commands: docker exec NAME java -cp handover.jar dev.handover.Handover audit verify
ENTRYPOINT ["java", "@jvm.options", "-cp", "handover.jar:lib/*", "dev.handover.Handover"]
