using Microsoft.AspNetCore.Identity;
using Yuanliu.Parties.Organizations;
using Yuanliu.Parties.People;
using Yuanliu.Parties.Sessions;
using Yuanliu.Parties.Setup;
using Yuanliu.Parties.Tokens;

namespace Yuanliu.Parties;

/// <summary>主体 — organizations, the people who act for them, and how they sign in.</summary>
public sealed class PartiesModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>()
        .AddSingleton<IValidator<SignIn.Request>, SignIn.Shape>()
        .AddSingleton<IValidator<ManageOrganizations.Request>, ManageOrganizations.Shape>()
        .AddSingleton<IValidator<AddPerson.Request>, AddPerson.Shape>()
        .AddSingleton<IValidator<AppointPerson.Request>, AppointPerson.Shape>()
        .AddSingleton<IValidator<ManageTokens.Request>, ManageTokens.Shape>()
        .AddSingleton<IValidator<SetUpNode.Request>, SetUpNode.Shape>()
        .AddSingleton<SetupCode>()
        .AddScoped<SessionViews>()
        .AddScoped<FirstParties>()
        .AddSingleton<CallerQueries>()
        .AddScoped<ICallers, Callers>()
        .AddScoped<IFirstParties>(sp => sp.GetRequiredService<FirstParties>())
        .AddScoped<IAccessKeys, AccessKeys>()
        .AddScoped<IParties, PartyDirectory>();

    public void MapStorage(ModelBuilder model)
    {
        Organization.Map(model.Entity<Organization>());
        Person.Map(model.Entity<Person>());
        Membership.Map(model.Entity<Membership>());
        Session.Map(model.Entity<Session>());
        Token.Map(model.Entity<Token>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var parties = routes.MapGroup("/api").WithTags("主体").AddEndpointFilter(Http.CheckShape);

        SetUpNode.Map(parties);             // 初始化
        SignIn.Map(parties);                // 登录
        ManageSession.Map(parties);         // 会话
        ManageOrganizations.Map(parties);   // 主体
        AddPerson.Map(parties);             // 人员
        AppointPerson.Map(parties);         // 任职
        ManageTokens.Map(parties);          // 令牌
    }
}
