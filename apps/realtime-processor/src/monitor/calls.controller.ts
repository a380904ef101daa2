import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  ServiceUnavailableException,
  UseGuards,
} from '@nestjs/common';
import { CallerIdentity, RequireScope, ScopeGuard } from '@app/auth';
import type { Identity } from '@app/auth';
import { Cluster } from '@app/cluster';
import { isCallId } from '@app/core';
import type { CallCommand } from '@app/core';
import { readSettings } from '@app/transport';
import { ApiOperation, ApiTags } from '../api-docs/decorators';
import { CommandBody } from './call-command.dto';
import { RemoteCalls } from './remote-calls';

const HANG_UP: CallCommand = { type: 'end', reason: 'operator' };

/** Live calls, from outside: wherever they live, the command is carried there. */
@ApiTags('calls')
@Controller('calls/:callId')
@UseGuards(ScopeGuard)
@RequireScope('admin')
export class CallsController {
  constructor(
    private readonly calls: RemoteCalls,
    private readonly cluster: Cluster,
  ) {}

  @Post('commands')
  @HttpCode(202)
  @ApiOperation({ summary: 'Say something, change settings, transfer or end a live call' })
  async command(
    @Param('callId') callId: string,
    @Body() body: CommandBody,
    @CallerIdentity() identity: Identity,
  ): Promise<{ callId: string; accepted: true }> {
    await this.carry(callId, commandOf(body), identity);
    return { callId, accepted: true };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'End a live call' })
  async end(@Param('callId') callId: string, @CallerIdentity() identity: Identity): Promise<void> {
    await this.carry(callId, HANG_UP, identity);
  }

  private async carry(callId: string, command: CallCommand, identity: Identity): Promise<void> {
    const place = isCallId(callId) ? await this.calls.find(callId, identity) : null;
    if (place === null) throw new NotFoundException('no call of this name is live');
    const outcome = place === 'away' ? 'unreachable' : await this.cluster.remote.command(place, command);
    if (outcome === 'unknown') throw new NotFoundException('no call of this name is live');
    if (outcome === 'unreachable') throw new ServiceUnavailableException('the call cannot be reached');
  }
}

function commandOf({ type, text, to, settings }: CommandBody): CallCommand {
  switch (type) {
    case 'say':
      return { type: 'say', text: text! };
    case 'transfer':
      return { type: 'transfer', to: to! };
    case 'end':
      return HANG_UP;
    case 'update':
      return { type: 'update', patch: patchOf(settings!), token: null, eventId: null };
  }
}

function patchOf(settings: Record<string, unknown>): Extract<CallCommand, { type: 'update' }>['patch'] {
  const read = readSettings(settings);
  if ('patch' in read) return read.patch;
  const message = `settings.${read.param} ${read.message}`;
  throw new BadRequestException({
    statusCode: 400,
    code: 'bad_request',
    message,
    errors: [{ field: `settings.${read.param}`, message }],
  });
}
