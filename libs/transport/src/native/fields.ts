import {
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { LANGUAGE_TAG, PROFILE_NAME, silenceBounds, sizes } from '@app/protocol';

/** The field may be left out; null is not the same. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** The field may be left out, or null. */
export const Nullable = (): PropertyDecorator =>
  ValidateIf((_, value) => value !== undefined && value !== null);

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) =>
    decorators.forEach(decorate => decorate(target, property));

/** A text that says something. */
export const Text = (maxLength: number): PropertyDecorator => all(IsString(), Length(1, maxLength));

export const TextOrNull = (maxLength: number): PropertyDecorator =>
  all(Nullable(), IsString(), MaxLength(maxLength));

export const WholeBetween = (min: number, max: number): PropertyDecorator => all(IsInt(), Min(min), Max(max));

export const Silence = (): PropertyDecorator =>
  all(Optional(), WholeBetween(silenceBounds.min, silenceBounds.max));

export const Language = (): PropertyDecorator =>
  all(Optional(), Matches(LANGUAGE_TAG, { message: 'must be a BCP 47 tag such as en-US' }));

/** Names and plain values, so many and so long at most. */
export const IsProfile = (): PropertyDecorator =>
  ValidateBy({
    name: 'isProfile',
    validator: {
      validate: isProfile,
      defaultMessage: () =>
        `must be at most ${sizes.profileEntries} names with texts of at most ${sizes.profileText} characters, ` +
        'finite numbers, true or false',
    },
  });

function isProfile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= sizes.profileEntries &&
    entries.every(([name, entry]) => PROFILE_NAME.test(name) && isProfileValue(entry))
  );
}

function isProfileValue(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= sizes.profileText;
  return typeof value === 'boolean' || Number.isFinite(value);
}
