using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Registration;

namespace Yuanliu.Tests.Trading;

/// <summary>The real register, and one right of somebody other than the holder, as an authorization would enter it.</summary>
sealed class AlsoRegistered(IRegister real, AlsoRegistered.Entry entry) : IRegister
{
    public const string Number = "SQ-2026-000001";

    public sealed class Entry { public CertificateCard? Card { get; set; } }

    public static void AddTo(IServiceCollection services, Entry entry) => services.AddScoped<IRegister>(
        scope => new AlsoRegistered(ActivatorUtilities.CreateInstance<Register>(scope), entry));

    public static CertificateCard Of(Guid party, Guid resource) => new(
        Number, new(resource), new(party), [RightKind.ProductOperation], new DateOnly(2026, 3, 2), null, CertificateStatus.Valid);

    public async Task<CertificateCard?> Holds(OrganizationId party, ResourceId resource, RightKind right, CancellationToken ct)
        => entry.Card is { } card && card.Holder == party && card.Resource == resource && card.Rights.Contains(right)
            ? card : await real.Holds(party, resource, right, ct);

    public string? DutyBefore(Activity activity) => real.DutyBefore(activity);
    public Task<CertificateCard?> Find(string certificateNumber, CancellationToken ct) => real.Find(certificateNumber, ct);
}
