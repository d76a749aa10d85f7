/** The names of settings: start with {@link dev.avenant.console.settings.SettingNamesCheck}. */
@NullMarked
package dev.avenant.console.settings;

import org.jspecify.annotations.NullMarked;
