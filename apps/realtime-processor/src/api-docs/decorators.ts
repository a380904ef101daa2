import type * as Swagger from '@nestjs/swagger';

type Api = typeof Swagger;
type Decorator = ClassDecorator & MethodDecorator & PropertyDecorator;

/** What was decorated and is not described yet. */
const waiting: ((api: Api) => void)[] = [];

/** A decorator of @nestjs/swagger that takes effect with `describeAll`: the library would be a tenth of every start. */
function later<Args extends unknown[]>(
  decorator: (api: Api) => (...args: Args) => ClassDecorator | MethodDecorator | PropertyDecorator,
) {
  return (...args: Args): Decorator =>
    (...target: unknown[]) => {
      waiting.push(api => void Reflect.apply(decorator(api)(...args), undefined, target));
    };
}

export const ApiBearerAuth = later(api => api.ApiBearerAuth);
export const ApiOperation = later(api => api.ApiOperation);
export const ApiProperty = later(api => api.ApiProperty);
export const ApiPropertyOptional = later(api => api.ApiPropertyOptional);
export const ApiResponse = later(api => api.ApiResponse);
export const ApiTags = later(api => api.ApiTags);

/** Describes everything that was decorated so far, in that order. */
export function describeAll(api: Api): void {
  for (const describe of waiting.splice(0)) describe(api);
}
