import { Reflector } from '@nestjs/core';
import type { AccessScope } from '../identity';

/** On a controller or a method: whoever calls it must hold this scope; the method's word goes before the controller's. */
export const RequireScope = Reflector.createDecorator<AccessScope>();
