import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PaymentMethodKey, ShownFee } from '#configuration';
import type { Localised } from '#http';
import type { OrderOverview, OverviewItem } from '../queries/order-overview';

/** One line of what is to be paid, in the reader's language. */
export type OverviewItemView = Localised<OverviewItem>;

/** What is to be paid for an application (R28c), in the reader's language. */
export class OrderOverviewView implements Localised<OrderOverview> {
  items!: readonly OverviewItemView[];
  @ApiProperty({ example: 3070 }) amountCents!: number;
  @ApiProperty({ example: '30,70 €' }) sum!: string;
  @ApiPropertyOptional({ description: 'The tax within the sum.', example: '4,90 €' }) tax?: string;
  fee!: Localised<ShownFee>;
  @ApiProperty({ description: 'When it is paid, and when the application counts as filed.' }) says!: string;
  @ApiPropertyOptional({ format: 'date-time', example: '2026-11-23T15:42:13.123000Z' }) payBy?: string;
  /** The ways to pay that the city offers today for this amount. */
  methods!: readonly PaymentMethodKey[];
  @ApiPropertyOptional({ description: 'For who has not signed in and could.' }) signInFirst?: string;
}
