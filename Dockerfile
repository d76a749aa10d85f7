# syntax=docker/dockerfile:1
# One file for everything of this repository that runs: docker build --build-arg MODULE=user-service .
# MODULE is the folder of a program, as stack.yaml lists them.

FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
ARG MODULE
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -q -DskipTests -Dspotless.check.skip=true -pl "$MODULE" -am package \
    && mv "$MODULE/target/app" /app \
    && mv /app/*.jar /app/app.jar

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
COPY --from=build /app/lib lib
COPY --from=build /app/app.jar app.jar
COPY schemas schemas
USER app
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "app.jar"]
