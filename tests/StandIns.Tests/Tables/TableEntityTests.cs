using Azure;
using Azure.Data.Tables;

namespace Webhooks.StandIns.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void A_missing_column_is_null_and_another_type_is_an_error()
    {
        TableEntity entity = new("p", "r") { ["Text"] = "x" };

        Assert.Null(entity.GetInt32("Missing"));
        Assert.Null(entity["Missing"]);
        Assert.Null(entity.Timestamp);
        Assert.Equal(default, entity.ETag);
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Text"));
        Assert.Throws<InvalidOperationException>(() => entity.GetDateTime("Text"));
        Assert.Throws<ArgumentNullException>(() => entity.GetString(null!));
    }

    [Fact]
    public void A_column_keeps_its_wider_number_type()
    {
        TableEntity entity = new() { ["Long"] = 1L, ["Double"] = 1.5, ["Int"] = 1 };

        entity["Long"] = 2;
        entity["Double"] = 2;
        entity["Int"] = 2L;

        Assert.Equal((2L, 2.0, 2L), (entity.GetInt64("Long"), entity.GetDouble("Double"), entity.GetInt64("Int")));
    }

    [Fact]
    public void It_is_a_dictionary_of_its_keys_and_columns()
    {
        TableEntity entity = new(new Dictionary<string, object> { ["PartitionKey"] = "p", ["A"] = 1 })
        {
            RowKey = "r",
            ETag = new ETag("W/\"1\""),
        };
        entity.Add("B", true);

        Assert.Equal(["PartitionKey", "A", "RowKey", "odata.etag", "B"], entity.Keys);
        Assert.Equal(5, entity.Count);
        Assert.True(entity.TryGetValue("B", out object? value) && value is true);
        Assert.True(entity.Remove("B"));
        Assert.False(entity.ContainsKey("B"));
        Assert.Contains(new KeyValuePair<string, object>("A", 1), (IDictionary<string, object>)entity);
        Assert.Equal(("p", "r", "W/\"1\""), (entity.PartitionKey, entity.RowKey, entity.ETag.ToString()));
        entity.Clear();
        Assert.Empty((IEnumerable<KeyValuePair<string, object>>)entity);
    }
}
