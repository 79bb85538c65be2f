// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/result.h>

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace gantry::ui {

/// Bytes as text that people edit, and back. Pure.
class BodyText
{
    Q_DECLARE_TR_FUNCTIONS(gantry::ui::BodyText)

public:
    /// Pairs of digits, sixteen bytes a line.
    [[nodiscard]] static QByteArray toHex(const QByteArray &bytes);
    /// Errors: IllegalMessage, naming what is no hex digit, or that one is missing.
    [[nodiscard]] static Result<QByteArray> fromHex(const QByteArray &text);
    /// Lines of 76 characters.
    [[nodiscard]] static QByteArray toBase64(const QByteArray &bytes);
    /// Errors: IllegalMessage.
    [[nodiscard]] static Result<QByteArray> fromBase64(const QByteArray &text);

    /// Why these bytes are no JSON, with line and column; empty when they are.
    [[nodiscard]] static QString jsonFault(const QByteArray &bytes);
    /// Why these bytes are no XML, with line and column; empty when they are.
    [[nodiscard]] static QString xmlFault(const QByteArray &bytes);
    /// Changes only the white space between tokens: numbers, names and their order stay as they were written.
    /// `json` has no fault.
    [[nodiscard]] static QByteArray formatJson(const QByteArray &json);
    /// `xml` has no fault.
    [[nodiscard]] static QByteArray formatXml(const QByteArray &xml);
};

} // namespace gantry::ui
