using System.Globalization;
using Microsoft.Extensions.Configuration;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Tables;

namespace Webhooks.Functions.Settings;

/// <summary>Reads the settings at start, so that a wrong one is known then and not at the first webhook.</summary>
/// <param name="configuration">The app's configuration.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>Reads our own settings.</summary>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public WebhookSettings Webhooks() => new()
    {
        MaxBodyBytes = Number(nameof(WebhookSettings.MaxBodyBytes), 4 * 1024 * 1024, 1024, 64 * 1024 * 1024),
        RetentionDays = Number(nameof(WebhookSettings.RetentionDays), 0, 0, 36_500),
        PartitionsPerVendorDay = Number(nameof(WebhookSettings.PartitionsPerVendorDay), 1, 1, DayParts.Most),
        RollupSchedule = Schedule(nameof(WebhookSettings.RollupSchedule)),
    };

    /// <summary>Reads the vendors' settings, <c>Vendors__*</c>.</summary>
    /// <returns>The settings.</returns>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public VendorOptions Vendors()
    {
        VendorOptions options = configuration.GetSection("Vendors").Get<VendorOptions>() ?? new VendorOptions();
        IReadOnlyList<string> problems = options.Smartico.Validate();
        return problems.Count == 0 ? options : throw new SettingsException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Reads where events are sent on, <c>Destinations__{name}__*</c>.</summary>
    /// <param name="vendors">The names of the vendors.</param>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public DestinationList Destinations(IReadOnlyList<string> vendors) => new(
        [
            .. configuration.GetSection("Destinations").GetChildren()
                .Select(section => new DestinationReader(section, vendors).Read()).OfType<Destination>(),
        ]);

    private RollupSchedule? Schedule(string name) =>
        configuration[name] is not { } text || string.IsNullOrWhiteSpace(text)
            ? null
            : RollupSchedule.TryParse(text) ?? throw new SettingsException(
                $"The setting {name} must be an NCRONTAB expression such as \"0 */5 * * * *\", not \"{text}\".");

    private int Number(string name, int otherwise, int min, int max)
    {
        string? text = configuration[name];
        if (string.IsNullOrWhiteSpace(text))
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min
            && number <= max)
            return number;
        throw new SettingsException(string.Create(
            CultureInfo.InvariantCulture,
            $"The setting {name} must be a whole number from {min} to {max}, not \"{text}\"."));
    }
}
