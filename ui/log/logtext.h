// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/logcolumns.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <vector>

namespace gantry::ui {

/// In which form rows leave the log.
enum class LogFormat {
    Text,     ///< for people: columns padded with spaces, with a heading
    Tsv,      ///< tabs, with a heading
    Csv,      ///< RFC 4180, with a heading
    JsonLines ///< what `gantryctl send -o json` prints, and at, tag and keys
};

/// Turns rows into lines of a format.
class LogText
{
public:
    /// `columns` does not count for JsonLines.
    LogText(LogFormat format, QList<LogColumn> columns);

    /// The first line, with its end; empty for JsonLines.
    [[nodiscard]] QByteArray heading() const;
    /// One line, with its end.
    [[nodiscard]] QByteArray line(const OutcomeStore &store, qsizetype row) const;
    /// Heading and lines.
    [[nodiscard]] QByteArray text(const OutcomeStore &store, const std::vector<qsizetype> &rows) const;

private:
    [[nodiscard]] QByteArray join(const QStringList &cells) const;
    [[nodiscard]] QByteArray padded(const OutcomeStore &store, const std::vector<qsizetype> &rows) const;
    [[nodiscard]] static QByteArray json(const OutcomeStore &store, qsizetype row);

    const LogFormat m_format;
    const QList<LogColumn> m_columns;
};

/// Every column there is.
[[nodiscard]] QList<LogColumn> allLogColumns();

} // namespace gantry::ui
