package io.noisette.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a record component that a user may set: {@code learningRate} is the option {@code
 * --learning-rate} and the key {@code learning-rate} of a YAML file.
 *
 * <p>Component types: {@code int long double boolean String Path}, their boxes where {@code
 * Nullable}, enums (shown and read in lower case, {@code _} as {@code -}) and lists of them (one or
 * more values after the option; numbers also as {@code 1,2,3}). A component of record type without
 * this annotation is a group: its own components are settings of the whole, so that verbs can share
 * them. A {@code boolean} is a flag, false by default; {@code --no-name} clears it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

  /** One line of {@code --help}: what it is, its unit, and whose number the default is. */
  String help();

  /** The value as a user would write it. Empty: required, unless the component is Nullable. */
  String byDefault() default "";

  /** What the value is called in {@code --help}, such as {@code N}, {@code FILE}; else by type. */
  String placeholder() default "";

  /** Whether it has no default of its own because every {@link Preset} gives it a value. */
  boolean byPreset() default false;

  /** Whether it is given without {@code --name}, in the order of the components. */
  boolean positional() default false;

  /** Whether a run may be resumed with another value. */
  OnResume resume() default OnResume.BOUND;
}
