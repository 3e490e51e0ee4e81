using System.Text;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Tests.Mutation;

namespace Webhooks.Faults.Tests.Fuzz;

/// <summary>A webhook that no vendor would send, or only on a bad day.</summary>
internal sealed record FuzzedRequest(
    string Vendor, string Method, string Query, string? ContentType, ReadOnlyMemory<byte> Body)
{
    private static readonly string?[] ContentTypes =
    [
        null, "", "application/json", "application/json; charset=utf-16", "application/json; charset=no-such-charset",
        "text/plain",
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/octet-stream", "nonsense",
        "application/json;;;=", "*/*",
    ];

    /// <summary>An endless stream of them, the same for the same seed: mutants of the fixtures, and rubbish.</summary>
    public static IEnumerable<FuzzedRequest> Stream(int seed)
    {
        Random random = new(seed);
        Mutator mutator = new(random);
        (Delivery Delivery, IReadOnlyList<Mutator.Field> Fields)[] fixtures =
        [
            .. FixtureFolder.Cases(FixtureFolder.Root).Select(golden => golden.Delivery())
            .Select(delivery => (delivery, Mutator.Fields(delivery.Body.Span))),
        ];
        while (true)
        {
            (Delivery original, IReadOnlyList<Mutator.Field> fields) = fixtures[random.Next(fixtures.Length)];
            yield return random.Next(10) switch
            {
                0 => Rubbish(random, original.Vendor),
                1 => Of(original) with { ContentType = ContentTypes[random.Next(ContentTypes.Length)] },
                2 => Of(original) with { Body = Flip(random, original.Body) },
                3 => Of(original) with { Query = RandomQuery(random) },
                _ => Of(mutator.Mutate(original, fields)),
            };
        }
    }

    private static FuzzedRequest Of(Delivery delivery) => new(
        delivery.Vendor, delivery.Method, delivery.Query is { Length: > 0 } query
            ? $"?{query.TrimStart('?')}"
            : "", delivery.ContentType, delivery.Body);

    private static FuzzedRequest Rubbish(Random random, string vendor)
    {
        // Most are short; one in two hundred fits no message, so that it goes the way of large bodies.
        byte[] body = new byte[random.Next(200) == 0 ? random.Next(48 * 1024, 200 * 1024) : random.Next(300)];
        random.NextBytes(body);
        bool isGet = vendor == "smartico" && random.Next(3) == 0;
        return new FuzzedRequest(
            vendor, isGet ? "GET" : "POST", RandomQuery(random), ContentTypes[random.Next(ContentTypes.Length)], isGet
                ? default
                : body);
    }

    private static byte[] Flip(Random random, ReadOnlyMemory<byte> body)
    {
        byte[] flipped = body.ToArray();
        for (int i = random.Next(1, 5); i > 0 && flipped.Length > 0; i--)
            flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        return flipped;
    }

    private static string RandomQuery(Random random)
    {
        const string characters = "abcxyz019=&&==%%%25+;[]{}'\"<>\\/.,~!*()";
        StringBuilder query = new("?");
        for (int i = random.Next(40); i > 0; i--)
            query.Append(characters[random.Next(characters.Length)]);
        return query.Length == 1 ? "" : query.ToString();
    }
}
