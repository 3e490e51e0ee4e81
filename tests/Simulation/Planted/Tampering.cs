using System.Text;
using System.Text.RegularExpressions;
using Webhooks.Simulation.Queues;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Tables;
using Webhooks.Simulation.Tables.Entities;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Planted;

/// <summary>What is done to requests, answers and rows to plant a mistake.</summary>
internal static partial class Tampering
{
    public static bool Is(WireRequest request, string method, string path) =>
        request.Method == method && request.Path.StartsWith(path, StringComparison.Ordinal);

    /// <summary>Whether it is a transaction in which a text occurs.</summary>
    public static bool IsBatch(WireRequest request, string text) =>
        request.Path == "$batch" && request.Body.Span.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    public static string Text(WireRequest request) => Encoding.UTF8.GetString(request.Body.Span);

    public static string Text(WireResponse response) => response.ContentStream is MemoryStream said
        ? Encoding.UTF8.GetString(said.GetBuffer(), 0, (int)said.Length) : "";

    /// <summary>Another answer in place of one, and the last page where it is one of several.</summary>
    public static WireResponse With(WireResponse response, string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        response.ContentStream = new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);
        response.RemoveContinuation();
        return response;
    }

    public static byte[] Edit(this Regex what, WireRequest request, string replacement) =>
        Encoding.UTF8.GetBytes(what.Replace(Text(request), replacement));

    public static byte[] Edit(this Regex what, WireRequest request, MatchEvaluator replacement) =>
        Encoding.UTF8.GetBytes(what.Replace(Text(request), replacement));

    /// <summary>Sends a write to a table that nobody looks at.</summary>
    public static WireRequest Elsewhere(WireRequest request, string table) => request with
    {
        Path = request.Path.Replace(table, "ServiceState", StringComparison.Ordinal),
        Body = Encoding.UTF8.GetBytes(Text(request).Replace($"/{table}", "/ServiceState", StringComparison.Ordinal)),
    };

    public static bool Says(WireResponse response, string text) =>
        response.ContentStream is MemoryStream said
        && said.GetBuffer().AsSpan(0, (int)said.Length).IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    /// <summary>The answer to a transaction whose parts are all done.</summary>
    public static WireResponse Done(WireRequest request)
    {
        int parts = Changeset.Read(request.Body).Count;
        string done = string.Concat(Enumerable.Repeat(
            "--changes\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\nETag: *\r\n\r\n\r\n",
            parts));
        return new WireResponse(202).WithBody("multipart/mixed; boundary=batch", Encoding.ASCII.GetBytes(
            $"--batch\r\nContent-Type: multipart/mixed; boundary=changes\r\n\r\n{done}--changes--\r\n--batch--\r\n"));
    }

    /// <summary>The row of an address such as <c>Table(PartitionKey='a',RowKey='b')</c>, if it is there.</summary>
    public static EntityRow? Stored(World world, string table, string address)
    {
        Match keys = Keys().Match(Uri.UnescapeDataString(address));
        return world.Account.TableStore.Find(table)?.Find(keys.Groups[1].Value)?.Rows.Find(keys.Groups[2].Value);
    }

    public static void RemoveAll(World world, string table, Func<EntityRow, bool>? which = null)
    {
        Table? rows = world.Account.TableStore.Find(table);
        foreach (EntityRow row in rows?.AllRows().Where(which ?? (_ => true)).ToArray() ?? [])
            rows!.Get(row.PartitionKey).Rows.Set(row.RowKey, null);
    }

    /// <summary>Removes the messages that somebody has.</summary>
    public static void RemoveTaken(World world, string name)
    {
        Queue? queue = world.Account.QueueStore.Find(name);
        foreach (QueueMessage message in queue?.Messages.Where(message => message.DequeueCount > 0).ToArray() ?? [])
            queue!.Remove(message);
    }

    [GeneratedRegex("PartitionKey='([^']*)',RowKey='([^']*)'")]
    private static partial Regex Keys();
}
