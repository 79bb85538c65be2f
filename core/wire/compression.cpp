// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/compression.h"

#include "wire/message.h"

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr qint32 typeShift = 8;
constexpr qsizetype firstInflateBytes = 4096;

[[nodiscard]] Error refused(CompressionType type, const char *why)
{
    return Error{.kind = ErrorKind::Internal,
                 .detail = u"%1 cannot compress: %2"_s.arg(name(type), QLatin1String(why)),
                 .hint = {},
                 .code = std::nullopt};
}

[[nodiscard]] Error noStream(CompressionType type)
{
    return Error{.kind = ErrorKind::IllegalMessage,
                 .detail = u"The body is not well-formed %1"_s.arg(name(type)),
                 .hint = {},
                 .code = std::nullopt};
}

[[nodiscard]] Error tooLong(CompressionType type, qsizetype maxBytes)
{
    return Error{.kind = ErrorKind::IllegalMessage,
                 .detail = u"The body inflates by %1 to more than %2 bytes"_s.arg(name(type)).arg(maxBytes),
                 .hint = {},
                 .code = std::nullopt};
}

/// A block that is doubled until the output fits, at most to one byte over the limit: who needs that is too
/// long.
class InflateBuffer
{
public:
    InflateBuffer(qsizetype compressedBytes, qsizetype maxBytes)
        : m_most(maxBytes + 1)
    {
        m_bytes.resize(std::min(m_most, std::max(firstInflateBytes, 4 * compressedBytes)));
    }

    [[nodiscard]] char *place() { return m_bytes.data() + m_used; }
    [[nodiscard]] qsizetype room() const { return m_bytes.size() - m_used; }
    void use(qsizetype count) { m_used += count; }
    [[nodiscard]] bool isTooLong() const { return m_used == m_most; }
    void grow()
    {
        if (room() == 0)
            m_bytes.resize(std::min(m_most, 2 * m_bytes.size()));
    }
    [[nodiscard]] QByteArray take()
    {
        m_bytes.truncate(m_used);
        m_bytes.squeeze();
        return std::move(m_bytes);
    }

private:
    QByteArray m_bytes;
    qsizetype m_used = 0;
    qsizetype m_most;
};

[[nodiscard]] QByteArray squeezed(QByteArray bytes, qsizetype size)
{
    bytes.truncate(size);
    bytes.squeeze();
    return bytes;
}

// --- ZLIB
// -------------------------------------------------------------------------------------------------------

/// A deflate state costs 268 KiB and more time to set up than a small body takes: each thread keeps one.
class Deflater
{
public:
    Deflater() = default;
    ~Deflater() { end(); }
    Q_DISABLE_COPY_MOVE(Deflater)

    /// The stream, ready for a new body; null when zlib refuses the level.
    [[nodiscard]] z_stream *ready(int level)
    {
        if (m_isOpen && m_level == level && deflateReset(&m_stream) == Z_OK)
            return &m_stream;
        end();
        m_stream = {};
        m_isOpen = deflateInit(&m_stream, level) == Z_OK;
        m_level = level;
        return m_isOpen ? &m_stream : nullptr;
    }

private:
    void end()
    {
        if (m_isOpen)
            deflateEnd(&m_stream);
        m_isOpen = false;
    }

    z_stream m_stream{};
    int m_level = 0;
    bool m_isOpen = false;
};

class Inflater
{
public:
    Inflater() { m_isOpen = inflateInit(&m_stream) == Z_OK; }
    ~Inflater()
    {
        if (m_isOpen)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    [[nodiscard]] z_stream *ready()
    {
        return m_isOpen && inflateReset(&m_stream) == Z_OK ? &m_stream : nullptr;
    }

private:
    z_stream m_stream{};
    bool m_isOpen = false;
};

[[nodiscard]] Bytef *zlibBytes(const char *bytes)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(bytes)); // zlib's input is not const, but only read
}

[[nodiscard]] bool fitsZlib(qsizetype size)
{
    return size <= qsizetype(std::numeric_limits<uInt>::max() / 2);
}

/// The same bytes as zlib's compress2().
[[nodiscard]] Result<QByteArray> compressZlib(int level, QByteArrayView body)
{
    thread_local Deflater deflater;
    z_stream *const stream = deflater.ready(level);
    if (!stream || level < 0 || !fitsZlib(body.size()))
        return refused(CompressionType::Zlib, "the level is 0 to 9, a body has up to 2 GiB");
    QByteArray out(qsizetype(compressBound(uLong(body.size()))), Qt::Uninitialized);
    stream->next_in = zlibBytes(body.data());
    stream->avail_in = uInt(body.size());
    stream->next_out = zlibBytes(out.data());
    stream->avail_out = uInt(out.size());
    if (deflate(stream, Z_FINISH) != Z_STREAM_END)
        return refused(CompressionType::Zlib, "deflate() failed");
    return squeezed(std::move(out), qsizetype(stream->total_out));
}

[[nodiscard]] Result<QByteArray> decompressZlib(QByteArrayView bytes, qsizetype maxBytes)
{
    thread_local Inflater inflater;
    z_stream *const stream = inflater.ready();
    if (!stream || !fitsZlib(bytes.size()))
        return noStream(CompressionType::Zlib);
    InflateBuffer out(bytes.size(), maxBytes);
    stream->next_in = zlibBytes(bytes.data());
    stream->avail_in = uInt(bytes.size());
    for (;;) {
        const qsizetype room = std::min<qsizetype>(out.room(), std::numeric_limits<int>::max());
        stream->next_out = zlibBytes(out.place());
        stream->avail_out = uInt(room);
        const int status = inflate(stream, Z_NO_FLUSH);
        out.use(room - qsizetype(stream->avail_out));
        if (out.isTooLong())
            return tooLong(CompressionType::Zlib, maxBytes);
        if (status == Z_STREAM_END)
            break;
        if (status != Z_OK || (stream->avail_in == 0 && stream->avail_out > 0))
            return noStream(CompressionType::Zlib);
        out.grow();
    }
    if (stream->avail_in > 0)
        return noStream(CompressionType::Zlib);
    return out.take();
}

// --- LZ4
// --------------------------------------------------------------------------------------------------------

struct Lz4CompressionFree {
    void operator()(LZ4F_cctx *context) const { LZ4F_freeCompressionContext(context); }
};
struct Lz4DecompressionFree {
    void operator()(LZ4F_dctx *context) const { LZ4F_freeDecompressionContext(context); }
};
using Lz4Compression = std::unique_ptr<LZ4F_cctx, Lz4CompressionFree>;
using Lz4Decompression = std::unique_ptr<LZ4F_dctx, Lz4DecompressionFree>;

[[nodiscard]] Lz4Compression createLz4Compression()
{
    LZ4F_cctx *context = nullptr;
    return LZ4F_isError(LZ4F_createCompressionContext(&context, LZ4F_VERSION)) ? nullptr
                                                                               : Lz4Compression(context);
}

[[nodiscard]] Lz4Decompression createLz4Decompression()
{
    LZ4F_dctx *context = nullptr;
    return LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)) ? nullptr
                                                                                 : Lz4Decompression(context);
}

/// Java's defaults. LZ4F_compressFrame() would choose smaller blocks for small bodies, hence the three steps.
[[nodiscard]] Result<QByteArray> compressLz4(QByteArrayView body)
{
    thread_local const Lz4Compression context = createLz4Compression();
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.blockSizeID = LZ4F_max4MB;
    preferences.frameInfo.blockMode = LZ4F_blockIndependent;
    preferences.autoFlush = 1;
    if (!context)
        return refused(CompressionType::Lz4, "no memory");
    QByteArray out(qsizetype(LZ4F_HEADER_SIZE_MAX + LZ4F_compressBound(size_t(body.size()), &preferences)),
                   Qt::Uninitialized);
    char *const begin = out.data();
    const auto room = [&out, begin](const char *at) { return size_t(out.size() - (at - begin)); };
    char *at = begin;
    const auto advance = [&at](size_t written) {
        if (LZ4F_isError(written))
            return false;
        at += written;
        return true;
    };
    if (!advance(LZ4F_compressBegin(context.get(), at, room(at), &preferences))
        || !advance(
            LZ4F_compressUpdate(context.get(), at, room(at), body.data(), size_t(body.size()), nullptr))
        || !advance(LZ4F_compressEnd(context.get(), at, room(at), nullptr)))
        return refused(CompressionType::Lz4, "the library failed");
    return squeezed(std::move(out), at - begin);
}

[[nodiscard]] Result<QByteArray> decompressLz4(QByteArrayView bytes, qsizetype maxBytes)
{
    thread_local const Lz4Decompression context = createLz4Decompression();
    if (!context)
        return noStream(CompressionType::Lz4);
    LZ4F_resetDecompressionContext(context.get());
    InflateBuffer out(bytes.size(), maxBytes);
    qsizetype read = 0;
    for (;;) {
        auto written = size_t(out.room());
        auto taken = size_t(bytes.size() - read);
        const size_t status =
            LZ4F_decompress(context.get(), out.place(), &written, bytes.data() + read, &taken, nullptr);
        read += qsizetype(taken);
        out.use(qsizetype(written));
        if (LZ4F_isError(status))
            return noStream(CompressionType::Lz4);
        if (out.isTooLong())
            return tooLong(CompressionType::Lz4, maxBytes);
        if (status == 0)
            break;
        if (read == bytes.size() && out.room() > 0)
            return noStream(CompressionType::Lz4);
        out.grow();
    }
    if (read < bytes.size())
        return noStream(CompressionType::Lz4);
    return out.take();
}

// --- ZSTD
// -------------------------------------------------------------------------------------------------------

struct ZstdFree {
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

[[nodiscard]] Result<QByteArray> compressZstd(int level, QByteArrayView body)
{
    thread_local const std::unique_ptr<ZSTD_CCtx, ZstdFree> context(ZSTD_createCCtx());
    if (!context || level < 1 || level > ZSTD_maxCLevel())
        return refused(CompressionType::Zstd, "the level is 1 to 22");
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_contentSizeFlag, 0);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 0);
    QByteArray out(qsizetype(ZSTD_compressBound(size_t(body.size()))), Qt::Uninitialized);
    const size_t written =
        ZSTD_compress2(context.get(), out.data(), size_t(out.size()), body.data(), size_t(body.size()));
    if (ZSTD_isError(written))
        return refused(CompressionType::Zstd, ZSTD_getErrorName(written));
    return squeezed(std::move(out), qsizetype(written));
}

/// In one piece each try: streaming would let the frame's header decide how much memory its window takes.
[[nodiscard]] Result<QByteArray> decompressZstd(QByteArrayView bytes, qsizetype maxBytes)
{
    thread_local const std::unique_ptr<ZSTD_DCtx, ZstdFree> context(ZSTD_createDCtx());
    if (!context || bytes.isEmpty()) // no frame at all is well-formed to the library
        return noStream(CompressionType::Zstd);
    qsizetype room = std::min(maxBytes, std::max(firstInflateBytes, 8 * bytes.size()));
    for (;;) {
        QByteArray out(room, Qt::Uninitialized);
        const size_t written =
            ZSTD_decompressDCtx(context.get(), out.data(), size_t(room), bytes.data(), size_t(bytes.size()));
        if (!ZSTD_isError(written))
            return squeezed(std::move(out), qsizetype(written));
        if (ZSTD_getErrorCode(written) != ZSTD_error_dstSize_tooSmall)
            return noStream(CompressionType::Zstd);
        if (room == maxBytes)
            return tooLong(CompressionType::Zstd, maxBytes);
        room = std::min(maxBytes, 4 * room);
    }
}

[[nodiscard]] qint32 typeBits(CompressionType type)
{
    switch (type) {
    case CompressionType::Zlib:
        return 3;
    case CompressionType::Lz4:
        return 1;
    case CompressionType::Zstd:
        return 2;
    }
    return 0;
}

} // namespace

qint32 compressionFlag(CompressionType type)
{
    return sysflag::compressed | typeBits(type) << typeShift;
}

Result<CompressionType> compressionType(qint32 sysFlag)
{
    const qint32 bits = (sysFlag & sysflag::compressionTypeMask) >> typeShift;
    switch (bits) {
    case 0:
    case 3:
        return CompressionType::Zlib;
    case 1:
        return CompressionType::Lz4;
    case 2:
        return CompressionType::Zstd;
    default:
        return Error{.kind = ErrorKind::IllegalMessage,
                     .detail = u"The message is compressed by the unknown type %1"_s.arg(bits),
                     .hint = {},
                     .code = std::nullopt};
    }
}

Result<QByteArray> compress(CompressionType type, int level, QByteArrayView body)
{
    switch (type) {
    case CompressionType::Zlib:
        return compressZlib(level, body);
    case CompressionType::Lz4:
        return compressLz4(body);
    case CompressionType::Zstd:
        return compressZstd(level, body);
    }
    return QByteArray();
}

Result<QByteArray> decompress(CompressionType type, QByteArrayView bytes, qsizetype maxBytes)
{
    switch (type) {
    case CompressionType::Zlib:
        return decompressZlib(bytes, maxBytes);
    case CompressionType::Lz4:
        return decompressLz4(bytes, maxBytes);
    case CompressionType::Zstd:
        return decompressZstd(bytes, maxBytes);
    }
    return QByteArray();
}

Result<QByteArray> inflatedBody(qint32 sysFlag, const QByteArray &body)
{
    constexpr qsizetype mostInflated = qsizetype(256) * 1024 * 1024; // more is an attack, not a message
    if ((sysFlag & sysflag::compressed) == 0)
        return body;
    const Result<CompressionType> type = compressionType(sysFlag);
    if (!type)
        return type.error();
    return decompress(*type, body, mostInflated);
}

} // namespace gantry::wire

namespace gantry {

Result<qsizetype> compressedSize(CompressionType type, int level, QByteArrayView body)
{
    const Result<QByteArray> compressed = wire::compress(type, level, body);
    return compressed ? Result<qsizetype>(compressed->size()) : Result<qsizetype>(compressed.error());
}

} // namespace gantry
