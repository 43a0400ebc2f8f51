package io.noisette.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component as a setting: {@code learningRate} is the option {@code --learning-rate}
 * and the key {@code learning-rate} of a YAML file.
 *
 * <p>Component types: {@code int long double boolean String Path}, their boxed types if {@code
 * Nullable}, enums (shown and read in lower case, {@code _} as {@code -}) and lists of them (one or
 * more values after the option; numbers also as {@code 1,2,3}). A component of record type without
 * this annotation is a group, whose components are settings like the others, so that subcommands
 * can share them. A {@code boolean} is a flag, false by default; {@code --no-name} clears it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

  /**
   * Help text of the setting: a noun phrase with the unit and, if it is not a constant, the
   * default.
   */
  String help();

  /**
   * Default value of the setting, written as on the command line. Empty: required, unless the
   * component is Nullable.
   */
  String byDefault() default "";

  /**
   * Placeholder of the value in {@code --help}, such as {@code N} or {@code FILE}; by default it
   * depends on the type.
   */
  String placeholder() default "";

  /** True if there is no default because every {@link Preset} gives the setting a value. */
  boolean byPreset() default false;

  /** True if the value is given without {@code --name}, in the order of the components. */
  boolean positional() default false;

  /**
   * Name of the setting in earlier versions, such as {@code vocabulary-size}: it is still accepted,
   * but not shown in help texts. Empty: none.
   */
  String alias() default "";

  /**
   * Name of the setting that has no effect if this one has a value, such as {@code epochs} for
   * {@code steps}: a preset's value of this one gives way to a user's value of the other. Empty:
   * none.
   */
  String replaces() default "";

  /**
   * True if the value names code that is then run, so that only the command line may give it, and
   * no file, which may be another person's.
   */
  boolean isCode() default false;

  /** Effect of changing the value when a run is resumed. */
  OnResume resume() default OnResume.BOUND;
}
