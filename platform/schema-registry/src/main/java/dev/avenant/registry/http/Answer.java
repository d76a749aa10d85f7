package dev.avenant.registry.http;

/**
 * What goes back to the client.
 *
 * @param body written as JSON
 */
record Answer(int status, Object body) {

    static Answer ok(Object body) {
        return new Answer(200, body);
    }
}
