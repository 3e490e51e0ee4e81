using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Storage;

namespace Webhooks.Host.Tests.Scenarios;

/// <summary>Plays one scenario, and says what came out otherwise.</summary>
internal sealed class ScenarioRun(Visitor visitor, JsonElement scenario)
{
    // An erasure takes a quarter of a minute by itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly List<(string Vendor, string Id)> _sent = [];

    /// <summary>Plays it.</summary>
    /// <returns>What is not as expected; nothing, it is to be hoped.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        foreach (JsonElement step in scenario.GetProperty("steps").EnumerateArray())
        {
            if (step.TryGetProperty("send", out JsonElement vendor))
                await SendAsync(vendor.GetString()!, step);
            else
                await DoAsync(step);
        }

        await SettledAsync();
        List<string> wrong = [];
        foreach (JsonProperty expected in scenario.GetProperty("expect").EnumerateObject())
            wrong.AddRange(await WrongAsync(expected));
        return wrong;
    }

    private async Task SendAsync(string vendor, JsonElement step)
    {
        string text = step.TryGetProperty("body", out JsonElement body)
            ? body.GetRawText()
            : step.GetProperty("text").GetString()!;
        Encoding encoding =
            Encoding.GetEncoding(step.TryGetProperty("charset", out JsonElement name) ? name.GetString()! : "utf-8");
        string key = vendor == "smartico" ? Keys.Smartico : Keys.SmartReach;
        for (int times = step.TryGetProperty("times", out JsonElement count) ? count.GetInt32() : 1; times > 0; times--)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, $"api/webhooks/{vendor}?code={key}")
            {
                Content = new StringContent(text, encoding, "application/json"),
            };
            _sent.Add((vendor, (await visitor.AskAsync(request)).DeliveryId()));
        }
    }

    private async Task DoAsync(JsonElement step)
    {
        await SettledAsync();
        if (step.TryGetProperty("add", out JsonElement table))
            await AddAsync(table.GetString()!, step.GetProperty("row"));
        else if (step.TryGetProperty("erase", out JsonElement person))
            await EraseAsync(person.GetProperty("email").GetString()!);
        else if (step.TryGetProperty("rollUp", out _))
            await RollUpAsync();
        else
            throw new InvalidOperationException($"There is no step such as {step}.");
    }

    private async Task SettledAsync()
    {
        foreach ((string vendor, string id) in _sent)
            await visitor.SettledAsync(vendor, id);
    }

    private async Task AddAsync(string table, JsonElement row)
    {
        TableEntity typed = [];
        foreach (JsonProperty column in row.EnumerateObject())
            typed[column.Name] = column.Value.GetString();
        TableClient client = new TableServiceClient(visitor.Storage).GetTableClient(table);
        await client.CreateIfNotExistsAsync();
        await client.AddEntityAsync(typed);
    }

    private async Task EraseAsync(string email)
    {
        Reply started = await visitor.AskAsync(
            "POST",
            $"api/contacts/erase?code={Keys.AnyFunction}",
            JsonSerializer.Serialize(new { email, dryRun = false }));
        Assert.True(started.Status == HttpStatusCode.Accepted, started.Body);
        using JsonDocument job = JsonDocument.Parse(started.Body);
        string path = $"api/contacts/erase/{job.RootElement.GetProperty("id").GetString()}?code={Keys.AnyFunction}";
        await Eventually.TrueAsync(
            "the erasure is done",
            async () => (await visitor.AskAsync("GET", path)).Status == HttpStatusCode.OK,
            Patience,
            () => visitor.App.Output.ToString());
    }

    // Others may mark hours of theirs meanwhile.
    private async Task RollUpAsync()
    {
        HashSet<ETag> marks = [.. (await visitor.RowsAsync(StorageNames.TouchedHours)).Select(mark => mark.ETag)];
        Stopwatch asked = Stopwatch.StartNew();
        await AskAsync();
        await Eventually.TrueAsync(
            "the hours are counted",
            async () =>
            {
                // A run that met another leaves hours to the next one, which only a test starts here: no timer does.
                if (asked.Elapsed > AskAgainAfter)
                {
                    asked.Restart();
                    await AskAsync();
                }

                return !(await visitor.RowsAsync(StorageNames.TouchedHours)).Exists(mark => marks.Contains(mark.ETag));
            },
            Patience,
            () => visitor.App.Output.ToString());

        Task AskAsync() =>
            visitor.AskAsync("POST", $"admin/functions/RollUpDailyCounts?code={Keys.Master}", "{}");
    }

    private async Task<IEnumerable<string>> WrongAsync(JsonProperty expected)
    {
        switch (expected.Name)
        {
            case "deliveries":
                List<string> statuses = [];
                foreach ((string vendor, string id) in _sent)
                    statuses.Add((await visitor.SettledAsync(vendor, id)).GetString("Status"));
                return statuses.Where(status => status != expected.Value.GetString())
                    .Select(status => $"a delivery is {status}");
            case "events":
                int count = (await EventsAsync()).Count;
                return count == expected.Value.GetInt32() ? [] : [$"{count} events"];
            case "owner":
                string last = _sent[^1].Id;
                return (await EventsAsync()).Select(row => row.GetString("DeliveryId")).Where(owner => owner != last)
                    .Select(_ => "an event is not the last delivery's");
            case "nowhere":
                return await RowsWithAsync(expected.Value.GetString()!);
            case "answers":
                List<string> wrong = [];
                foreach (JsonElement answer in expected.Value.EnumerateArray())
                    wrong.AddRange(await WrongAnswerAsync(answer));
                return wrong;
            default:
                throw new InvalidOperationException($"Nobody knows how to expect {expected.Name}.");
        }
    }

    private async Task<List<TableEntity>> EventsAsync() =>
    [
        .. (await visitor.RowsAsync(StorageNames.Events))
            .Where(row => _sent.Exists(sent => sent.Id == row.GetString("DeliveryId"))),
    ];

    private async Task<List<string>> RowsWithAsync(string word)
    {
        List<string> found = [];
        foreach (string table in StorageNames.Tables)
        {
            foreach (TableEntity row in await visitor.RowsAsync(table))
            {
                found.AddRange(row.Where(column => Holds(column.Value, word))
                    .Select(column => $"{table} holds it in {column.Key}"));
            }
        }

        return found;
    }

    private static bool Holds(object? value, string word) => value switch
    {
        string text => text.Contains(word, StringComparison.OrdinalIgnoreCase),
        BinaryData bytes => Holds(bytes.ToArray(), word),
        byte[] bytes => Encoding.Latin1.GetString(bytes).Replace("\0", "", StringComparison.Ordinal)
            .Contains(word, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private async Task<IEnumerable<string>> WrongAnswerAsync(JsonElement expected)
    {
        string path = expected.GetProperty("get").GetString()!;
        string wanted = expected.GetProperty("contains").GetString()!;
        Reply reply = await visitor.AskAsync("GET", $"{path}&code={Keys.AnyFunction}");
        return reply.Status == HttpStatusCode.OK && reply.Body.Contains(wanted, StringComparison.Ordinal)
            ? []
            : [$"{path} answers {reply.Code} without {wanted}"];
    }
}
