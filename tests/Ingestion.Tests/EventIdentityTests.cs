using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Ingestion.Tests;

public sealed class EventIdentityTests
{
    [Fact]
    public void Id_is_half_of_the_hash_over_length_prefixed_parts()
    {
        foreach (string?[] parts
            in (string?[][])[[], [null], [""], ["a", "b"], ["ab"], ["é🚀", null, "x"],
                [new string('é', 3_000), "tail"]])
            Assert.Equal(Reference(parts), EventIdentity.From(parts));
    }

    [Fact]
    public void Null_and_empty_and_other_divisions_differ()
    {
        string[] ids = [EventIdentity.From((string?)null), EventIdentity.From(""), EventIdentity.From("ab"),
            EventIdentity.From("a", "b"), EventIdentity.From()];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    private static string Reference(string?[] parts)
    {
        using MemoryStream stream = new();
        foreach (string? part in parts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part ?? "");
            byte[] prefix = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(prefix, part is null ? -1 : bytes.Length);
            stream.Write(prefix);
            stream.Write(bytes);
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))[..32];
    }
}
