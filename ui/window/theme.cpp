// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/theme.h"

#include "window/outlinedstyle.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

struct Shades {
    QColor window;
    QColor base;
    QColor alternate;
    QColor button;
    QColor text;
    QColor muted;
    QColor highlight;
    QColor highlightedText;
    QColor link;
};

const Shades lightShades{.window = QColor(0xf2, 0xf3, 0xf5),
                         .base = QColor(0xff, 0xff, 0xff),
                         .alternate = QColor(0xf6, 0xf7, 0xf9),
                         .button = QColor(0xe9, 0xeb, 0xee),
                         .text = QColor(0x1c, 0x1f, 0x24),
                         .muted = QColor(0x6b, 0x72, 0x80),
                         .highlight = QColor(0x1f, 0x6f, 0xb2),
                         .highlightedText = QColor(0xff, 0xff, 0xff),
                         .link = QColor(0x0b, 0x5c, 0xad)};

const Shades darkShades{.window = QColor(0x30, 0x34, 0x3a),
                        .base = QColor(0x1a, 0x1c, 0x20),
                        .alternate = QColor(0x20, 0x23, 0x28),
                        .button = QColor(0x3b, 0x40, 0x48),
                        .text = QColor(0xe6, 0xe8, 0xeb),
                        .muted = QColor(0x9a, 0xa1, 0xab),
                        .highlight = QColor(0x2f, 0x7f, 0xc4),
                        .highlightedText = QColor(0xff, 0xff, 0xff),
                        .link = QColor(0x7a, 0xb8, 0xf5)};

/// By which QApplication makes it again.
QString nameOf(const QStyle &style)
{
    return style.name().isEmpty() ? u"Fusion"_s : style.name();
}

QPalette palette(const Shades &shades)
{
    QPalette palette(shades.button, shades.window);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::ToolTipBase, shades.base);
    palette.setColor(QPalette::ToolTipText, shades.text);
    palette.setColor(QPalette::PlaceholderText, shades.muted);
    palette.setColor(QPalette::Highlight, shades.highlight);
    palette.setColor(QPalette::HighlightedText, shades.highlightedText);
    palette.setColor(QPalette::Link, shades.link);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, shades.muted);
    return palette;
}

} // namespace

Theme::Theme()
    : m_system(QApplication::palette())
    , m_systemStyle(nameOf(*QApplication::style()))
{
}

void Theme::apply(Kind kind)
{
    m_kind = kind;
    // Other styles than Fusion do not all keep to a palette.
    if (kind == Kind::System)
        QApplication::setStyle(m_systemStyle);
    else
        QApplication::setStyle(new OutlinedStyle);
    QApplication::setPalette(kind == Kind::System  ? m_system
                             : kind == Kind::Light ? palette(lightShades)
                                                   : palette(darkShades));
}

QString Theme::name(Kind kind)
{
    return kind == Kind::System ? u"system"_s : kind == Kind::Light ? u"light"_s : u"dark"_s;
}

Theme::Kind Theme::fromName(const QString &name)
{
    return name == "light"_L1 ? Kind::Light : name == "dark"_L1 ? Kind::Dark : Kind::System;
}

} // namespace gantry::ui
