// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/messagefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// A message is smaller, also in Base64.
constexpr qint64 largestFile = 64 * 1024 * 1024;

Error fileError(const QString &detail)
{
    return {ErrorKind::Config, detail, {}, std::nullopt};
}

} // namespace

Result<void> saveMessageFile(const QString &path, const MessageDraft &draft)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    const QByteArray text = QJsonDocument(draft.toJson()).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fileError(u"%1 cannot be written: %2"_s.arg(path, file.errorString()));
    return {};
}

Result<MessageDraft> loadMessageFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    if (file.size() > largestFile)
        return fileError(u"%1 is too large for a message"_s.arg(path));
    QJsonParseError error{};
    const QJsonDocument json = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return fileError(
            u"%1 holds no message: %2 at byte %3"_s.arg(path, error.errorString()).arg(error.offset));
    if (!json.object().contains("topic"_L1))
        return fileError(u"%1 holds no message: it names no topic"_s.arg(path));
    return MessageDraft::fromJson(json.object());
}

} // namespace gantry::ui
