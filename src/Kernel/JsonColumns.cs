using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yuanliu.Compute.Json;

namespace Yuanliu.Kernel;

public static class JsonColumns
{
    /// <summary>Keeps a document or a list as canonical JSON text. Two are the same when they are written alike, so that a change inside
    /// one is seen and saved as any other.</summary>
    public static PropertyBuilder<T> KeepAsJson<T>(this PropertyBuilder<T> property)
        => property.HasConversion(new AsJson<T>(), new SameText<T>());

    static string Write<T>(T value) => JsonSerializer.Serialize(value, CanonicalJson.Options);
    static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, CanonicalJson.Options)!;

    sealed class AsJson<T>() : ValueConverter<T, string>(value => Write(value), text => Read<T>(text));

    sealed class SameText<T>() : ValueComparer<T>(
        (one, other) => Write(one) == Write(other), value => Write(value).GetHashCode(StringComparison.Ordinal),
        value => Read<T>(Write(value)));
}
