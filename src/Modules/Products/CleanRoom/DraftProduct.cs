using Yuanliu.Compute.Json;

namespace Yuanliu.Products.CleanRoom;

/// <summary>起草数据产品 — a steward says what a registered resource may be asked, and how small a group may be.</summary>
internal static class DraftProduct
{
    internal sealed record ColumnChoice(string Name, ColumnUse Use, ColumnControl? Control = null);
    /// <param name="OperatorId">Who will offer it; the caller's organization when absent.</param>
    /// <param name="Controls">By which doors and how much; grouped questions alone when absent.</param>
    internal sealed record Request(
        Guid ResourceId, string Name, string Description, int MinGroup, IReadOnlyList<ColumnChoice> Columns, Guid? OperatorId = null,
        UseControls? Controls = null);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Description).NotEmpty().MaximumLength(4000);
            RuleFor(r => r.MinGroup).InclusiveBetween(1, 100_000);
            RuleFor(r => r.Columns).NotNull().Must(c => c is null || c.Count <= 500 && c.DistinctBy(x => x.Name).Count() == c.Count)
                .WithMessage("At most 500 columns, each named once.");
            RuleFor(r => r.Columns).NotEmpty().When(r => r.Controls?.Verification is null);
            RuleForEach(r => r.Columns)
                .Must(c => c.Control?.PublicValues is not { } values || c.Use is ColumnUse.Dimension && IsList(values))
                .WithMessage("A dimension may have up to 200 public values, each named once, of up to 60 characters.");
            RuleFor(r => r.Controls!).SetValidator(new ControlsShape()).When(r => r.Controls is not null);
        }
    }

    static bool IsList(IReadOnlyList<string> values) => values.Count is > 0 and <= 200
        && values.Distinct(StringComparer.Ordinal).Count() == values.Count
        && values.All(v => v is { Length: > 0 and <= 60 } && !v.Any(char.IsControl));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/products", Handle).OpenTo("products:write", Role.Steward).WithName(nameof(DraftProduct)).WithSummary("起草数据产品");

    static async Task<Results<Created<ProductView>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, CallerBox box, ProductViews views, Admission admission, Mint mint, IClock clock,
        HostSettings node, CancellationToken ct)
    {
        var (caller, id) = (box.Known, mint.Id<ProductId>());
        var allowed = await admission.Check(request, new(caller.OrganizationId), ct);
        if (allowed.Refusal is { } refusal) return refusal.Problem(context);

        var (resource, certificate, columns, controls) = allowed.Value!;
        var product = new Product
        {
            Id = id, Resource = resource.Id, ResourceTitle = resource.Title, Holder = resource.Holder, Operator = certificate.Holder,
            DraftedBy = new(caller.PersonId), At = clock.Now, Name = request.Name.Trim(), Description = request.Description.Trim(),
            CertificateNumber = certificate.Number, MinGroup = request.MinGroup, ControlsJson = Product.Written(controls),
        };
        product.Columns.AddRange(columns.Select((c, place) => new OpenedColumn
        {
            Product = id, Place = place, Name = c.Name, Title = c.Title, Type = c.Type, Use = c.Use,
            ControlJson = Product.Written(c.Control),
        }));
        product.Draft(node, CanonicalJson.Hash(System.Text.Json.JsonSerializer.SerializeToNode(columns, CanonicalJson.Options)));
        db.Add(product);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/products/{id.Value}", await views.Of(product, caller, context.Language(), ct));
    }

    internal sealed record Allowed(
        ResourceCard Resource, CertificateCard Certificate, IReadOnlyList<ProductColumn> Columns, UseControls? Controls);

    /// <summary>What may be opened at all: the right must be registered, the level low enough, a person never shown.</summary>
    internal sealed class Admission(ICatalog catalog, IRegister register, IParties parties, Pack<ProductRules> pack)
    {
        public async Task<Result<Allowed>> Check(Request request, OrganizationId own, CancellationToken ct)
        {
            if (await catalog.Find(new(request.ResourceId), ct) is not { } resource) return Refusals.NoSuchResource;
            var seller = request.OperatorId is { } named ? new OrganizationId(named) : own;
            var certificate = await register.Holds(seller, resource.Id, RightKind.ProductOperation, ct);
            if (own != resource.Holder && (own != seller || certificate is null)) return Refusals.NoSuchResource;
            if (!resource.Confirmed) return Refusals.NotConfirmed;
            if (certificate is null) return Refusals.NoCertificate;
            if (request.MinGroup < pack.Rules.GroupRowsMin.Value) return Refusals.GroupTooSmall(pack.Rules.GroupRowsMin);

            var columns = Open(request.Columns, resource.Fields, pack.Rules, request.Controls?.Verification is not null);
            if (columns.Refusal is null && request.Controls is { } controls
                && Doors.Refuse(controls, request.Columns, resource.Fields, pack.Rules) is { } closed) return closed;
            if (columns.Refusal is { } refusal) return refusal;
            var controlled = await Named(request.Controls, resource.Holder, seller, ct);
            return controlled.Refusal is { } nobody ? nobody : new Allowed(resource, certificate, columns.Value!, controlled.Value);
        }

        /// <summary>Receivers bear the names that this node knows them by, whatever was sent.</summary>
        async Task<Result<UseControls?>> Named(UseControls? controls, OrganizationId holder, OrganizationId seller, CancellationToken ct)
        {
            if (controls?.Receivers is not { } receivers) return new Result<UseControls?>(controls, null);
            var names = await parties.OrganizationNames(receivers.Select(r => r.Id), ct);
            if (receivers.Any(r => !names.ContainsKey(r.Id) || r.Id == holder.Value || r.Id == seller.Value))
                return Refusals.NoSuchReceiver;
            return controls with { Receivers = [.. receivers.Select(r => new Receiver(r.Id, names[r.Id]))] };
        }

        /// <summary>Every field of the resource in its order, with what it is opened for; those not named stay closed.</summary>
        internal static Result<IReadOnlyList<ProductColumn>> Open(
            IReadOnlyList<ColumnChoice> chosen, IReadOnlyList<FieldCard> fields, ProductRules rules,
            bool mayOpenNothing = false)
        {
            var uses = chosen.ToDictionary(c => c.Name);
            if (chosen.FirstOrDefault(c => fields.All(f => f.Name != c.Name)) is { } unknown) return Refusals.NoSuchColumn(unknown.Name);

            var columns = fields.Select(f => (Field: f, Use: uses.GetValueOrDefault(f.Name)?.Use ?? ColumnUse.None)).ToList();
            var opened = columns.Where(c => c.Use != ColumnUse.None).ToList();
            if (opened.Find(c => c.Field.Level > rules.LevelOpenableMax.Value) is { Field: { } high })
                return Refusals.Level(high.Title, high.Level, rules.LevelOpenableMax);
            if (opened.Find(c => rules.IsPersonal(c.Field) && c.Use != ColumnUse.Identity) is { Field: { } personal })
                return Refusals.Personal(personal.Title);
            if (opened.Count(c => c.Use == ColumnUse.Identity) > 1) return Refusals.TwoIdentities;
            if (!mayOpenNothing && opened.All(c => c.Use == ColumnUse.Identity)) return Refusals.NothingOpened;
            return columns.ConvertAll(c => new ProductColumn(c.Field.Name, c.Field.Title, c.Field.Type, c.Use,
                uses.GetValueOrDefault(c.Field.Name)?.Control));
        }
    }
}
