using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Tools.Deployment;

/// <summary>
/// The main job, once, in the deployed app: a webhook of an invented person is acknowledged, stored and counted, and
/// the person erased. Its counts go with the next roll-up.
/// </summary>
/// <param name="app">A client whose address is the app's.</param>
/// <param name="keys">Reads the functions' keys; null where the app asks for none.</param>
/// <param name="report">Told a line for each step.</param>
public sealed class SmokeTest(HttpClient app, FunctionKeys? keys, TextWriter report)
{
    private const string Vendor = "smartreach";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>A cold start, or a deployment that still replaces instances.</summary>
    private static readonly TimeSpan Health = TimeSpan.FromMinutes(5);

    /// <summary>An idle queue is asked every few seconds; a listener may have to be started first.</summary>
    private static readonly TimeSpan Processing = TimeSpan.FromMinutes(3);

    /// <summary>The roll-up's schedule, twice over.</summary>
    private static readonly TimeSpan Counting = TimeSpan.FromMinutes(11);

    /// <summary>Runs it.</summary>
    /// <exception cref="DeploymentException">A step did not come to its end.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string person = $"smoke-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string day = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        await UntilAsync(
            "health: /api/health answers 200",
            Health,
            async () => (await GetAsync("health", null, cancellationToken)).Ok,
            cancellationToken);

        (bool taken, string answer) = await SendAsync(
            HttpMethod.Post, $"webhooks/{Vendor}", "SmartReachWebhook", Webhook(person, now), cancellationToken);
        await SayAsync("acknowledged", taken, answer);

        string events = $"events?vendor={Vendor}&day={day}&contact={person}";
        await UntilAsync(
            "stored: its event is in the table", Processing, () => HasAsync(events, "GetEvents"), cancellationToken);

        string counts = $"counts?vendor={Vendor}&by=campaign&from={day}&to={day}";
        await UntilAsync(
            "counted: the roll-up has it", Counting, () => HasAsync(counts, "GetCounts"), cancellationToken);

        string erase = $$"""{"vendor":"{{Vendor}}","contactId":"{{person}}"}""";
        (bool erasing, string erasure) = await SendAsync(
            HttpMethod.Post, "contacts/erase", "EraseContact", erase, cancellationToken);
        await SayAsync("erasure asked for", erasing, erasure);
        await UntilAsync(
            "erased: its event is gone",
            Processing,
            async () => !await HasAsync(events, "GetEvents"),
            cancellationToken);

        async Task<bool> HasAsync(string path, string function)
        {
            (bool ok, string text) = await GetAsync(path, function, cancellationToken);
            return ok
                ? text.Contains(person, StringComparison.Ordinal)
                : throw new DeploymentException($"{function} answered: {text}");
        }
    }

    private Task<(bool Ok, string Text)> GetAsync(string path, string? function, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, function, null, cancellationToken);

    private async Task<(bool Ok, string Text)> SendAsync(
        HttpMethod method, string path, string? function, string? json, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, $"api/{path}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (keys is not null && function is not null)
            request.Headers.Add("x-functions-key", await keys.ReadAsync(function, cancellationToken));
        using HttpResponseMessage response = await app.SendAsync(request, cancellationToken);
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        return (
            response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{(int)response.StatusCode} {text}");
    }

    private async Task UntilAsync(
        string what, TimeSpan patience, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await IsSoAsync(isSo))
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                throw new DeploymentException(
                    $"FAILED {what}: not within {patience.TotalMinutes} minutes; docs/operating.md says where to look");
            }


            await Task.Delay(Pause, cancellationToken);
        }

        await report.WriteLineAsync($"ok {what}");
    }

    // An app that is being replaced refuses connections for a moment.
    private static async Task<bool> IsSoAsync(Func<Task<bool>> isSo)
    {
        try
        {
            return await isSo();
        }
        catch (Exception e)
            when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return false;
        }
    }

    private async Task SayAsync(string what, bool isSo, string answer)
    {
        if (!isSo)
            throw new DeploymentException($"FAILED {what}: {answer}");
        await report.WriteLineAsync($"ok {what}");
    }

    private static string Webhook(string person, DateTimeOffset at)
    {
        long now = at.ToUnixTimeMilliseconds();
        return $$$"""
            {"metadata":{"event_type":"activity.email.sent","version":"v2","webhook_id":1,
            "webhook_url":"https://example.com","received_at":{{{now}}}},
            "data":[{"prospect":{"prospect_id":"{{{person}}}","email":"{{{person}}}@example.com","first_name":"Smoke",
            "last_name":"Test","list":"Smoke test","company":"Example","city":"London","country":"United Kingdom",
            "timezone":"Europe/London","prospect_category":"Not categorized","created_at":{{{now}}},"custom_fields":{}},
            "activity":{"created_at":{{{now}}},"email_body":"","email_text_body":"","email_subject":"Smoke test",
            "email_from":"smoke@example.com","email_to":"{{{person}}}@example.com","campaign_name":"{{{person}}}",
            "campaign_step_name":"Day 1: smoke test","clicked_url":null}}]}
            """;
    }
}
