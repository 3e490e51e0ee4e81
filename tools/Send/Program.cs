using Webhooks.Tools.Send;

if (SendOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(SendOptions.Usage);
    return 2;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
using HttpClient app = new() { BaseAddress = options.Url };
Traffic traffic = new(options.Seed, options.BrokenPercent, TimeProvider.System);
Tally tally = await new Sender(app, TimeProvider.System, Console.Out).SendAsync(traffic, options, stop.Token);
await Console.Out.WriteLineAsync(tally.ToString());
return tally.Refused == 0 ? 0 : 1;
