/** Tests of the registry inside a Spring test. */
package dev.avenant.testing;
