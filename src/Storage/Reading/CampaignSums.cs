using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.RollUp;

namespace Webhooks.Storage.Reading;

/// <summary>
/// Adds up counts by campaign as they are read: memory holds the sums and whose events they are, not the rows.
/// </summary>
/// <param name="bySteps">Whether each step is told, or each campaign as a whole.</param>
/// <param name="byDay">Whether each day's sum is kept, too.</param>
public sealed class CampaignSums(bool bySteps, bool byDay = false)
{
    private static readonly string[] Types =
    [
        EventTypes.MessageSent, EventTypes.MessageOpened, EventTypes.MessageClicked, EventTypes.MessageReplied,
        EventTypes.MessageBounced, EventTypes.ContactUnsubscribed,
    ];

    private static readonly Dictionary<DateOnly, long> NoDays = [];

    private readonly Dictionary<(string Vendor, string Campaign, string? Step), Sum> _sums = [];

    /// <summary>Adds a count.</summary>
    public void Add(DailyCount count)
    {
        (string, string, string?) key = (count.Vendor, count.Campaign ?? "", bySteps ? count.CampaignStep : null);
        if (!_sums.TryGetValue(key, out Sum? sum))
            _sums[key] = sum = new Sum(byDay);
        sum.Add(count);
    }

    /// <summary>What was added.</summary>
    /// <returns>The campaigns, the one with the most messages first.</returns>
    public IReadOnlyList<CampaignFigures> Figures() =>
    [
        .. _sums.Select(one => one.Value.Figures(one.Key.Vendor, one.Key.Campaign, one.Key.Step))
            .OrderByDescending(figures => figures.Sent)
            .ThenByDescending(figures => figures.Total)
            .ThenBy(figures => figures.Campaign, StringComparer.Ordinal)
            .ThenBy(figures => figures.CampaignStep, StringComparer.Ordinal)
            .ThenBy(figures => figures.Vendor, StringComparer.Ordinal),
    ];

    /// <summary>The numbers of events of those days that have any; of what was not added, none.</summary>
    public IReadOnlyDictionary<DateOnly, long> DaysOf(CampaignFigures figures) =>
        _sums.GetValueOrDefault((figures.Vendor, figures.Campaign, figures.CampaignStep))?.Days ?? NoDays;

    private sealed class Sum(bool byDay)
    {
        private readonly long[] _numbers = new long[Types.Length + 1]; // the last is of all other types
        private readonly Contacts?[] _contacts = new Contacts?[Types.Length + 1];
        private bool _areContactsKnown = true;

        public Dictionary<DateOnly, long>? Days { get; } = byDay ? [] : null;

        public void Add(DailyCount count)
        {
            int type = Array.IndexOf(Types, count.Type) is >= 0 and var index ? index : Types.Length;
            _numbers[type] += count.Count;
            if (Days is not null)
                Days[count.Day] = Days.GetValueOrDefault(count.Day) + count.Count;
            if (count.Sketch is null && _areContactsKnown)
            {
                _areContactsKnown = false;
                Array.Clear(_contacts);
            }

            if (_areContactsKnown)
                (_contacts[type] ??= new Contacts()).Add(count);
        }

        public CampaignFigures Figures(string vendor, string campaign, string? step) => new(
            vendor,
            campaign,
            step,
            _numbers[0],
            _numbers[1],
            _numbers[2],
            _numbers[3],
            _numbers[4],
            _numbers[5],
            _numbers[6])
        {
            Contacts = _areContactsKnown
                ? new CampaignContacts(
                    NumberOf(0), NumberOf(1), NumberOf(2), NumberOf(3), NumberOf(4), NumberOf(5), NumberOfAll())
                : null,
        };

        private long NumberOf(int type) => _contacts[type]?.Number ?? 0;

        private long NumberOfAll()
        {
            Contacts[] types = [.. _contacts.OfType<Contacts>()];
            return types is [var only] ? only.Number : ContactSketch.CountOf([.. types.Select(type => type.Sketch)]);
        }
    }

    // Of one row the number is known exactly, whatever it is kept as.
    private sealed class Contacts
    {
        private DailyCount? _only;
        private ContactSketch? _all;

        public ContactSketch Sketch => _all ?? _only!.Sketch!;

        public long Number => _only?.Contacts ?? Sketch.Count;

        public void Add(DailyCount count)
        {
            if (_all is null && _only is null)
            {
                _only = count;
                return;
            }

            if (_all is null)
            {
                _all = new ContactSketch(); // the row's own stays as it is
                _all.Add(_only!.Sketch!);
                _only = null;
            }

            _all.Add(count.Sketch!);
        }
    }
}
