// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/frame.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <cstring>

// Reads the recorded frames of this folder (README.md); GANTRY_VECTORS is its path.
namespace gantry::testing {

/// One line of kind "frame".
struct RecordedFrame {
    QByteArray bytes; ///< the whole frame
    QJsonObject line; ///< all that is known of it
};

/// The names of all files, as "5.5.0/send-sync".
inline QStringList recordedFiles()
{
    QStringList names;
    const QDir root(QStringLiteral(GANTRY_VECTORS));
    for (const QString &version : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QString &file : QDir(root.filePath(version)).entryList({QStringLiteral("*.jsonl")}))
            names.append(version + u'/' + file.chopped(6));
    }
    return names;
}

inline QList<RecordedFrame> recordedFrames(const QString &name)
{
    QList<RecordedFrame> frames;
    QFile file(QDir(QStringLiteral(GANTRY_VECTORS)).filePath(name + QStringLiteral(".jsonl")));
    if (!file.open(QIODevice::ReadOnly))
        return frames;
    while (!file.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
        if (line.value(QStringLiteral("kind")) == QStringLiteral("frame"))
            frames.append(
                {QByteArray::fromHex(line.value(QStringLiteral("hex")).toString().toLatin1()), line});
    }
    return frames;
}

/// Hands `bytes` to the splitter in one piece.
inline void feed(wire::FrameSplitter &splitter, QByteArrayView bytes)
{
    char *const place = splitter.prepare(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(place, bytes.data(), size_t(bytes.size()));
    splitter.commit(bytes.size());
}

/// The one frame that `bytes` are, in place; nothing when they are none.
inline std::optional<wire::Frame> frameIn(wire::FrameSplitter &splitter, QByteArrayView bytes)
{
    feed(splitter, bytes);
    const Result<std::optional<wire::Frame>> next = splitter.next();
    return next ? *next : std::nullopt;
}

} // namespace gantry::testing
