using System.Globalization;
using System.Text.Json;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Ingestion.Tests.Golden;

/// <summary>One folder of <c>tests/Fixtures</c>, as its README describes it.</summary>
internal sealed class GoldenCase(string folder)
{
    /// <summary>Every fixture was received at this time.</summary>
    public static readonly DateTimeOffset ReceivedAt = new(2026, 1, 15, 10, 20, 30, 123, TimeSpan.Zero);

    /// <summary>Every fixture has this delivery id, which holds <see cref="ReceivedAt"/>.</summary>
    public static readonly string DeliveryId =
        ReceivedAt.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture) + "70008000000000000001";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public string Folder { get; } = folder;

    public string Name { get; } = Path.GetFileName(folder);

    public string Vendor { get; } = Path.GetFileName(Path.GetDirectoryName(folder)!);

    public string ExpectedJson => Path.Combine(Folder, "expected.json");

    public string ExpectedError => Path.Combine(Folder, "expected.error");

    /// <summary>The settings under <c>Vendors__</c> in <c>settings.json</c>, or the defaults.</summary>
    public VendorOptions Settings()
    {
        string file = Path.Combine(Folder, "settings.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<VendorOptions>(File.ReadAllText(file), Web)! : new();
    }

    /// <summary>The request as a delivery.</summary>
    public Delivery Delivery()
    {
        string body = Path.Combine(Folder, "request.body");
        string http = Path.Combine(Folder, "request.http");
        string[] lines = File.Exists(http) ? File.ReadAllLines(http) : ["POST", "Content-Type: application/json"];
        string[] start = lines[0].Split(' ', 2);
        return new Delivery
        {
            Id = DeliveryId,
            Vendor = Vendor,
            ReceivedAt = ReceivedAt,
            Method = start[0],
            Query = start.Length > 1 ? start[1] : null,
            ContentType = Header(lines, "Content-Type:"),
            ContentEncoding = Header(lines, "Content-Encoding:"),
            Body = File.Exists(body) ? File.ReadAllBytes(body) : ReadOnlyMemory<byte>.Empty,
        };
    }

    private static string? Header(string[] lines, string name) =>
        lines.Skip(1).FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..]
            .Trim();
}
