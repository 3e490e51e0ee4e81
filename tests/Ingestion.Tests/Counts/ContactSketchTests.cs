using Webhooks.Ingestion.Counts;

namespace Webhooks.Ingestion.Tests.Counts;

public sealed class ContactSketchTests
{
    [Fact]
    public void List_is_exact_whatever_the_order_and_repetition()
    {
        Random random = new(1);
        ContactSketch sketch = new();
        HashSet<int> contacts = [];
        for (int i = 0; i < 50_000; i++)
        {
            int contact = random.Next(7_000);
            contacts.Add(contact);
            sketch.Add(Hash(contact));
            if (i % 10_000 == 0)
                Assert.Equal(contacts.Count, sketch.Count);
        }

        Assert.True(sketch.IsExact);
        Assert.Equal(contacts.Count, sketch.Count);
    }

    /// <summary>The bound that docs/events.md names, over numbers from a few to a million.</summary>
    [Theory]
    [InlineData(50, 100)]
    [InlineData(2_000, 100)]
    [InlineData(20_000, 100)]
    [InlineData(200_000, 30)]
    [InlineData(1_000_000, 10)]
    public void Estimate_is_within_two_percent_as_a_rule(int contacts, int sketches)
    {
        double[] errors = [.. Enumerable.Range(0, sketches).Select(number =>
        {
            ContactSketch sketch = Sketch(number * contacts, contacts);
            sketch.Fold(0);
            Assert.False(sketch.IsExact);
            return ((double)sketch.Count - contacts) / contacts;
        })];

        double standard = Math.Sqrt(errors.Average(error => error * error));
        Assert.InRange(standard, 0, 0.02);
        Assert.InRange(errors.Average(), -0.02 / Math.Sqrt(sketches) * 2, 0.02 / Math.Sqrt(sketches) * 2);
        Assert.All(errors, error => Assert.InRange(error, -0.05, 0.05));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Two_together_count_whom_both_have_once(bool isFolded, bool isOtherFolded)
    {
        ContactSketch sketch = Sketch(0, 6_000);
        ContactSketch other = Sketch(4_000, 6_000);
        if (isFolded)
            sketch.Fold(0);
        if (isOtherFolded)
            other.Fold(0);

        sketch.Add(other);

        ContactSketch whole = Sketch(0, 10_000);
        if (isFolded || isOtherFolded)
            whole.Fold(0);
        Assert.Equal(whole.Count, sketch.Count);
        Assert.Equal(whole.Pack(), sketch.Pack());
        Assert.Equal(isOtherFolded ? other.Count : 6_000, other.Count);
    }

    [Fact]
    public void Pack_is_small_and_the_same_for_the_same_contacts_and_comes_back()
    {
        ContactSketch few = Sketch(0, 1_024);
        ContactSketch again = new();
        foreach (int contact in Enumerable.Range(0, 1_024).Reverse())
            again.Add(Hash(contact));
        ContactSketch many = Sketch(0, 300_000);
        few.Fold(1_024);
        many.Fold(1_024);

        Assert.True(few.IsExact);
        Assert.Equal(few.Pack(), again.Pack());
        Assert.Equal(1 + (6 * 1_024), few.Pack().Length);
        Assert.InRange(many.Pack().Length, 1_000, 8_000);
        Assert.Equal(few.Count, ContactSketch.Unpack(few.Pack()).Count);
        Assert.Equal(many.Count, ContactSketch.Unpack(many.Pack()).Count);
        Assert.Equal(0, ContactSketch.Unpack(new ContactSketch().Pack()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00FF")]
    [InlineData("01")]
    [InlineData("01FFFF")]
    [InlineData("02000000000000")]
    public void What_somebody_edited_is_no_sketch(string hex) => Assert.Throws<InvalidDataException>(
        () => ContactSketch.Unpack(Convert.FromHexString(hex)));

    private static ContactSketch Sketch(int first, int contacts)
    {
        ContactSketch sketch = new();
        for (int contact = first; contact < first + contacts; contact++)
            sketch.Add(Hash(contact));
        return sketch;
    }

    // SplitMix64 (Steele et al. 2014): as even as a keyed hash, and quick.
    private static ulong Hash(int contact)
    {
        ulong z = ((ulong)contact + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
