using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>No key, no password, no secret that could be read later, and no more rights than needed.</summary>
public sealed class LockedDownTests
{
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> BuiltInRoles = new()
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageBlobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["storageBlobDataReader"] = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageQueueDataReader"] = "19e7f393-937e-4f77-808e-94535e297925",
        ["storageQueueDataMessageProcessor"] = "8a0f0c08-91a1-4084-bc3d-661d67233fed",
        ["storageQueueDataMessageSender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["storageTableDataReader"] = "76199698-9eea-4c19-bc75-cec21354c6b6",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    [Fact]
    public void Role_ids_are_those_of_the_roles_they_are_called_by()
    {
        IReadOnlyDictionary<string, string> roles = Bicep.Properties("infra/roles.bicep", "roleIds");

        Assert.NotEmpty(roles);
        Assert.All(roles, role => Assert.Equal(BuiltInRoles.GetValueOrDefault(role.Key), role.Value));
        Assert.Equal(roles.Values.Order(), Regex.Matches(Bicep.Everything, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").Select(id => id.Value).Order());
    }

    [Theory]
    [InlineData("allowSharedKeyAccess: false")]
    [InlineData("allowBlobPublicAccess: false")]
    [InlineData("minimumTlsVersion: 'TLS1_2'")]
    [InlineData("supportsHttpsTrafficOnly: true")]
    public void Every_storage_account_is_closed_to(string line)
    {
        int accounts = Regex.Count(Bicep.Everything, @"storageAccounts@[\d-]+' = ");

        Assert.Equal(1, accounts);
        Assert.Equal(accounts, Bicep.Everything.Split(line).Length - 1);
    }

    [Theory]
    [InlineData("infra/monitoring.bicep", "disableLocalAuth: true")]
    [InlineData("infra/monitoring.bicep", "DisableLocalAuth: true")]
    [InlineData("infra/app.bicep", "httpsOnly: true")]
    [InlineData("infra/app.bicep", "ftpsState: 'Disabled'")]
    [InlineData("infra/app.bicep", "minTlsVersion: '1.2'")]
    public void It_is_locked(string file, string line) => Assert.Contains(line, RepositoryFile.Text(file), StringComparison.Ordinal);

    [Fact]
    public void No_output_is_a_secret()
    {
        string[] outputs = [.. Bicep.Everything.Split('\n').Where(line => line.StartsWith("output ", StringComparison.Ordinal))];

        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.DoesNotMatch("(?i)key|secret|password|token|connection|credential|sas|clientId", output));
    }

    [Fact]
    public void Nothing_asks_for_a_key() =>
        Assert.DoesNotMatch("(?i)listKeys|listAccountSas|listServiceSas|AccountKey=|sharedKey\\b", Bicep.Everything);

    [Fact]
    public void Nothing_is_taken_from_a_registry() => Assert.DoesNotMatch("'(br|ts)[:/]", Bicep.Everything);
}
