// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QList>
#include <QString>

namespace gantry::testing {

/// `secret` in base64, wherever in what was encoded it began: only the characters that it alone decides.
inline QList<QByteArray> base64Forms(const QByteArray &secret)
{
    QList<QByteArray> forms;
    for (qsizetype before = 0; before < 3; ++before) {
        const QByteArray encoded =
            QByteArray(QByteArray(before, 'x') + secret).toBase64(QByteArray::OmitTrailingEquals);
        forms.append(encoded.mid(before + (before > 0 ? 1 : 0), (secret.size() - 2) / 3 * 4));
    }
    return forms;
}

/// All forms in which a secret may show: as it is, in base64, hex, percent encoding, and as Qt writes texts.
inline QList<QByteArray> formsOf(const QByteArray &secret)
{
    QByteArray wide;
    for (const char c : secret)
        wide += QByteArray(1, c) + '\0';
    return base64Forms(secret)
           + QList<QByteArray>{secret, secret.toHex(), secret.toHex().toUpper(), secret.toPercentEncoding(),
                               wide};
}

/// The form of one of `secrets` that is in `text`; empty when none is.
inline QByteArray leakIn(const QByteArray &text, const QList<QByteArray> &secrets)
{
    for (const QByteArray &secret : secrets) {
        for (const QByteArray &form : formsOf(secret)) {
            if (text.contains(form))
                return form;
        }
    }
    return {};
}

/// The files below `folder` that have one.
inline QStringList leakingFiles(const QString &folder, const QList<QByteArray> &secrets)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && !leakIn(file.readAll(), secrets).isEmpty())
            found.append(files.fileName());
    }
    return found;
}

} // namespace gantry::testing
