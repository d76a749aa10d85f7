# One file for everything of this repository that runs: docker build --build-arg MODULE=user-service .
# MODULE is the folder of a program, as stack.yaml lists them. All images share the stage that builds, so Maven runs once.
# Needs BuildKit (Docker 23 or newer).

FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
# Every program of stack.yaml but the Kafka and PostgreSQL for machines without an engine; each comes to /apps/MODULE.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    programs=$(sed -n 's/^ *module: *//p' stack.yaml | sort -u | grep -v -e '^platform/stack-servers$' -e '^platform/mail-server$') \
    && ./mvnw -B -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "$(echo $programs | tr ' ' ',')" -am package \
    && for program in $programs; do \
        mkdir -p "/apps/$program" \
        && mv "$program/target/app/lib" "/apps/$program/lib" \
        && mv "$program/target/app/${program##*/}.jar" "/apps/$program/app.jar" \
        || exit 1; \
    done

FROM eclipse-temurin:17-jre AS run
RUN groupadd --system app && useradd --system --gid app --home-dir /app app
# healthy PORT PATH: whether an HTTP server of this container answers 200; needs nothing that the image may lack.
COPY --chmod=755 <<'HEALTHY' /usr/local/bin/healthy
#!/bin/bash
exec 3<>"/dev/tcp/localhost/$1" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
HEALTHY
WORKDIR /app
# Readable to the user who runs, however the checkout was made.
COPY --chmod=755 schemas schemas
ARG MODULE
# At once, and not when Maven has run in vain.
RUN --mount=type=bind,source=stack.yaml,target=/stack.yaml \
    grep -q "^ *module: $MODULE\$" /stack.yaml \
    || { echo "MODULE is '$MODULE' and no module of stack.yaml: --build-arg MODULE=user-service" >&2; exit 1; }
COPY --from=build /apps/${MODULE}/lib lib
COPY --from=build /apps/${MODULE}/app.jar app.jar
USER app
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "app.jar"]
