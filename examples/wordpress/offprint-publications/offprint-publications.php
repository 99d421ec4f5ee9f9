<?php
/**
 * Plugin Name: Offprint publications
 * Description: [publications] shows a list of publications from an Offprint server.
 * Version: 1.0.0
 * Requires PHP: 7.4
 * License: MIT
 */

defined('ABSPATH') || exit;

const OFFPRINT_DEFAULT = 'http://localhost:3000';

add_action('admin_init', function () {
    register_setting('general', 'offprint_url', [
        'type' => 'string',
        'default' => OFFPRINT_DEFAULT,
        'sanitize_callback' => fn ($url) => untrailingslashit(esc_url_raw($url)),
    ]);
    add_settings_field('offprint_url', 'Offprint', function () {
        $url = get_option('offprint_url', OFFPRINT_DEFAULT);
        echo '<input type="url" name="offprint_url" class="regular-text" value="' . esc_attr($url) . '">';
    }, 'general');
});

/** The element with the attributes as they were written; names are held to letters and hyphens, values are escaped. */
add_shortcode('publications', function ($attributes) {
    $server = untrailingslashit(get_option('offprint_url', OFFPRINT_DEFAULT));
    $html = '';
    foreach ((array) $attributes as $name => $value) {
        if (is_string($name) && preg_match('/^(?!on|src$|style$)[a-z-]+$/', $name)) {
            $html .= ' ' . $name . '="' . esc_attr($value) . '"';
        }
    }
    wp_enqueue_script_module('offprint', $server . '/embed.js');
    $source = esc_url($server);
    return "<publication-list src=\"$source\"$html><a href=\"$source/publications.html\">Publications</a></publication-list>";
});
