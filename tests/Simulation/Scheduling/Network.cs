using System.Globalization;
using Azure;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Scheduling;

/// <summary>Between instances and storage: how long each call takes, and what becomes of it, the dice decide.</summary>
internal sealed class Network(SimulatedTime time, OneThread thread, Dice dice, Journal journal)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MuchLater = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(8);

    private DateTimeOffset _tablesOutUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _queuesOutUntil = DateTimeOffset.MinValue;
    private long _calls;

    public FaultRates Rates { get; set; } = FaultRates.None;

    /// <summary>How many faults there were so far.</summary>
    public int Faults { get; private set; }

    public long Calls => _calls;

    /// <summary>Changes what instances ask for: a place for what is planted.</summary>
    public Func<WireRequest, WireRequest>? Rewrite { get; set; }

    /// <summary>Changes what they are answered, likewise; called once a request is done.</summary>
    public Func<WireRequest, WireResponse, WireResponse>? Reply { get; set; }

    /// <summary>Storage is out of order for a while: its tables, its queues, or both.</summary>
    public void Outage(TimeSpan length)
    {
        DateTimeOffset until = time.GetUtcNow() + length;
        int which = dice.Next(3);
        if (which != 0)
            _tablesOutUntil = until;
        if (which != 1)
            _queuesOutUntil = until;
        journal.Write($"outage of {length} ({which})");
    }

    public Task<WireResponse> CallAsync(
        Caller caller, WireRequest request, Func<WireRequest, WireResponse> service, TimeSpan timeout,
            CancellationToken token)
    {
        thread.Check();
        token.ThrowIfCancellationRequested();
        if (caller.IsLost)
            return Task.FromException<WireResponse>(new InstanceLostException());

        Fault fault = Rates.Draw(dice);
        StorageCall call = new(caller, Rewrite?.Invoke(request) ?? request);
        _calls++;
        if (fault != Fault.None)
            Faults++;
        TimeSpan there = fault == Fault.Late ? timeout + dice.Between(Least, MuchLater) : Latency();
        TimeSpan back = fault == Fault.Held ? dice.Between(Slow, LongestHold) : Latency();
        call.Heed(time, token);
        // Of an instance that stands still the clock stands still, too.
        if (there + back > timeout && fault != Fault.Held)
            time.In(timeout, () => call.Fail(new TimeoutException("The answer did not come in time.")));
        if (fault == Fault.LostBefore)
            time.In(TimeSpan.Zero, caller.Lose);
        else
            time.In(there, () => Arrive(caller, call, service, fault, back));
        return call.Answer;
    }

    private TimeSpan Latency() => dice.Between(Least, dice.Happens(Rates.Slow) ? Slow : Usual);

    private void Arrive(
        Caller caller, StorageCall call, Func<WireRequest, WireResponse> service, Fault fault, TimeSpan back)
    {
        // What was on its way when the instance was lost may still arrive, or not.
        if (caller.IsLost && dice.Next(2) == 0)
            return;
        if (time.GetUtcNow() < (call.Request.IsQueue ? _queuesOutUntil : _tablesOutUntil))
            fault = dice.Next(2) == 0 ? Fault.Refused : Fault.CutBefore;

        WireResponse? response = fault switch
        {
            Fault.Refused => Refusal(dice.Next(2) == 0 ? (503, "ServerBusy") : (500, "InternalError")),
            Fault.CutBefore => null,
            _ => service(call.Request),
        };
        Note(caller, call.Request, fault, response);
        if (response is not null && Reply is not null)
            response = Reply(call.Request, response);
        if (fault == Fault.Doubled)
            time.In(dice.Between(Least, Slow), () => Note(caller, call.Request, fault, service(call.Request)));
        if (fault == Fault.DoneButRefused)
            response = Refusal((500, "OperationTimedOut"));
        if (fault == Fault.LostAfter)
            caller.Lose();
        else if (response is null || fault == Fault.CutAfter)
            time.In(back, () =>
                call.Fail(new RequestFailedException("The connection was cut.", new IOException("Cut."))));
        else
            time.In(back, () => call.Complete(response));
    }

    private static WireResponse Refusal((int Status, string Code) what) =>
        new WireResponse(what.Status).With("x-ms-error-code", what.Code);

    private void Note(Caller caller, WireRequest request, Fault fault, WireResponse? response) =>
        journal.Write(string.Create(
        CultureInfo.InvariantCulture,
        $"{caller.Name} {request.Method} {request.Path} {request.Body.Length} "
        + $"{response?.Status ?? 0}{(fault == Fault.None ? "" : $" {fault}")}"));
}
