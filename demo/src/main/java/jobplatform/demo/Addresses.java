package jobplatform.demo;

import java.net.URI;

/**
 * Where the services are.
 *
 * @param users user-service
 * @param jobs job-service
 * @param applications application-service
 */
record Addresses(URI users, URI jobs, URI applications) {}
