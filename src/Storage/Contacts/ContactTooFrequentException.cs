using System.Globalization;

namespace Webhooks.Storage.Contacts;

/// <summary>More deliveries of a day name a contact than an answer can go through: as a sender's own address.</summary>
#pragma warning disable CA1032 // Thrown here only, always with a day.
public sealed class ContactTooFrequentException(DateOnly day) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"Too many deliveries of {day:yyyy-MM-dd} name it; read the day instead."));
#pragma warning restore CA1032
