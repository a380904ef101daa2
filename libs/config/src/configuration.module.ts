import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Configuration } from './configuration';

/** Gives every fragment to whoever asks for its class: `constructor(private readonly server: ServerSettings)`. */
@Global()
@Module({})
export class ConfigurationModule {
  static forRoot(configuration: Configuration): DynamicModule {
    const fragments = configuration.fragments.map(fragment => ({
      provide: fragment,
      useValue: configuration.get(fragment),
    }));
    return {
      module: ConfigurationModule,
      providers: [{ provide: Configuration, useValue: configuration }, ...fragments],
      exports: [Configuration, ...configuration.fragments],
    };
  }
}
